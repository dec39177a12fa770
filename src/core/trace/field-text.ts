const longest = 80;

/** A name out of a file, fit for a one-line message: no control characters, not too long. */
export function fieldText(name: string): string {
  const short = name.length > longest ? `${name.slice(0, longest)}…` : name;
  return short.replace(/\p{C}/gu, "\u{fffd}");
}
