/** A difference with its sign. */
export function signed(value: number): string {
  const text = value.toFixed(3);
  return value < 0 || text.startsWith("-") ? text : `+${text}`;
}
