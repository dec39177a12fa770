import { closest } from "fastest-levenshtein";

/**
 * The name with the fewest letters to insert, remove or replace, in capitals or not; of equals the
 * first. Undefined without names.
 */
export function nearestName(wanted: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const lowered = names.map((name) => name.toLowerCase());
  return names[lowered.indexOf(closest(wanted.toLowerCase(), lowered))];
}
