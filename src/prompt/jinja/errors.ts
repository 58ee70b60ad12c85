/** What may go wrong with a template, in three kinds: it is no Jinja, it is Jinja that is not rendered here, or it refuses what it is given. */

/** The source is not valid Jinja. */
export class TemplateSyntaxError extends Error {}

/** The template uses what is not rendered here, or goes beyond a limit. */
export class TemplateUnsupportedError extends Error {}

/** What the template does is an error in Python too, or it raises one itself. */
export class TemplateRuntimeError extends Error {}
