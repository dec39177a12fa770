const longest = 80;

/**
 * A name out of a file, fit for a one-line message: no control characters, not too long; a name that nobody would
 * see stands in quotation marks.
 */
export function fieldText(name: string): string {
  const short = name.length > longest ? `${name.slice(0, longest)}…` : name;
  return short.trim() === "" ? JSON.stringify(short) : short.replace(/\p{C}/gu, "\u{fffd}");
}
