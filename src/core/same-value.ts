/** JSON that does not depend on the order in which the members of objects were written. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) => {
    if (typeof member !== "object" || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(
      Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)),
    );
  });
}

/**
 * True where two values of plain data hold the same, in whatever order their members were written;
 * a member that is undefined is as good as absent.
 */
export function sameValue(one: unknown, other: unknown): boolean {
  return Object.is(one, other) || canonicalJson(one) === canonicalJson(other);
}
