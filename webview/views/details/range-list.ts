/** Most ranges that a list names. */
const listedRanges = 24;

/** Ascending numbers with ranges drawn together: `4–7, 9`. */
export function rangeList(numbers: Uint32Array): string {
  const ranges: string[] = [];
  for (let i = 0; i < numbers.length;) {
    let end = i;
    while (end + 1 < numbers.length && numbers[end + 1] === numbers[end] + 1) end++;
    ranges.push(end > i ? `${numbers[i]}–${numbers[end]}` : `${numbers[i]}`);
    i = end + 1;
  }
  if (ranges.length === 0) return "none";
  const more = ranges.length - listedRanges;
  const shown = ranges.slice(0, listedRanges).join(", ");
  return more > 0 ? `${shown} and ${more} more` : shown;
}
