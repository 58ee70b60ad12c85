/** Whether two objects have the same members, but for one that is not looked at. Of lists and objects nothing is compared but themselves. */
export function isAlike<Members extends object>(one: Members, other: Members, but?: string): boolean {
  for (const name in one) if (one[name] !== other[name] && name !== but) return false;
  for (const name in other) if (!(name in one)) return false;
  return true;
}
