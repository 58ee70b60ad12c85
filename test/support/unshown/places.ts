/** Short ways to write the places that nothing shows. */

/** The names of properties, by their schema. Without a name, the schema itself. */
type Places = Readonly<Record<string, string>>;

/** `Schema.property`, sorted. */
export function toPlaces(groups: Places): readonly string[] {
  const places = Object.entries(groups).flatMap(([owner, names]) =>
    names.split(' ').map((name) => (name === '' ? owner : `${owner}.${name}`)),
  );
  return places.toSorted();
}

/** `Schema.property: minimum 0`, by the limit. */
export function toLimits(groups: Readonly<Record<string, Places>>): readonly string[] {
  const limits = Object.entries(groups).flatMap(([limit, places]) =>
    toPlaces(places).map((place) => `${place}: ${limit}`),
  );
  return limits.toSorted();
}

/** `place: value`, by the place: types, values and members of unions. */
export function toEach(groups: Readonly<Record<string, string>>): readonly string[] {
  const values = Object.entries(groups).flatMap(([place, names]) =>
    names.split(' ').map((name) => `${place}: ${name}`),
  );
  return values.toSorted();
}
