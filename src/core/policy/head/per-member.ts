/** Computes a value per query head of the group when it is first asked for. */
export function perMember<Value>(compute: (member: number) => Value): (member: number) => Value {
  const values = new Map<number, Value>();
  return (member) => {
    const known = values.get(member);
    if (known !== undefined) return known;
    const value = compute(member);
    values.set(member, value);
    return value;
  };
}
