/** How generated types and validators are shown: what a spec leaves to the type, or says once in another place, is said here too. */
import { Comment, Converter, ReferenceType, ReflectionKind } from 'typedoc';

/** Whole documents: they are shown by name alone, since each of their parts has a page. */
const DOCUMENTS = {
  paths: 'The routes of the spec, in the form that `openapi-fetch` and its like take.',
  operations: 'The operations of the spec: the typed client has a method for each.',
  components: 'The parts of the spec. Each has a name of its own too.',
  webhooks: 'The spec has none.',
  $defs: 'The spec has none.',
};

/** What openapi-typescript makes of an answer. */
const PARTS_OF_ANSWERS = { headers: 'Its headers.', content: 'Its body, by media type.' };

/** @param {import('typedoc').Application} app */
export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    for (const reflection of Object.values(project.reflections)) {
      if (!isIn(reflection, 'generated/')) continue;
      const isExported = reflection.parent?.kindOf(ReflectionKind.Module | ReflectionKind.Namespace) === true;
      if (isExported && isIn(reflection, '.zod.ts')) showValidator(reflection, project);
      else if (isExported && reflection.name in DOCUMENTS) showDocument(reflection, project);
      else if (isExported && reflection.name.startsWith('RequestBody') && !reflection.hasComment())
        reflection.comment = toComment('A request body, by media type.');
      else if (reflection.kindOf(ReflectionKind.Property) && !reflection.hasComment()) describeProperty(reflection);
    }
  });
}

function isIn({ sources }, place) {
  return sources?.some(({ fileName }) => fileName.includes(place)) === true;
}

function showDocument(reflection, project) {
  for (const child of reflection.children?.slice() ?? []) project.removeReflection(child);
  reflection.comment = toComment(DOCUMENTS[reflection.name]);
}

/** By what it checks: a validator's own type is as long as that. */
function showValidator(reflection, project) {
  project.removeTypeReflections(reflection.type);
  reflection.type = ReferenceType.createBrokenReference(`z.ZodMiniType<${reflection.name}>`, project, undefined);
  reflection.comment = toComment(`Checks a ${reflection.name}.`);
}

/** A value that cannot be another speaks for itself; a part of the spec is described where it is declared. */
function describeProperty(reflection) {
  const { name, type } = reflection;
  const referred = [type, ...(type?.types ?? [])].find((member) => member?.type === 'reference')?.reflection;
  if (type?.type === 'literal') reflection.comment = toComment('Always this value.');
  else if (referred?.hasComment()) reflection.comment = referred.comment.clone();
  else if (name in PARTS_OF_ANSWERS) reflection.comment = toComment(PARTS_OF_ANSWERS[name]);
}

function toComment(text) {
  return new Comment([{ kind: 'text', text }]);
}
