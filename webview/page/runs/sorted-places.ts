/**
 * Places of rows in the order of their keys; equal ones keep theirs, and missing numbers come last.
 */
export function sortedPlaces(keys: readonly (number | string)[], descending: boolean): number[] {
  const sign = descending ? -1 : 1;
  return [...keys.keys()].sort((a, b) => compareKeys(keys[a], keys[b], sign));
}

function compareKeys(a: number | string, b: number | string, sign: number): number {
  if (typeof a === "number" && typeof b === "number") {
    const missing = Number(!Number.isFinite(a)) - Number(!Number.isFinite(b));
    return missing || (Number.isFinite(a) ? sign * (a - b) : 0);
  }
  return sign * String(a).localeCompare(String(b), "en", { numeric: true });
}
