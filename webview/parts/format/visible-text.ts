/** Characters that no one sees, or that turn the text around them. */
const hidden = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/**
 * Text whose control characters can be seen: ␊ for a line feed, ␉ for a tab, a code for what has no
 * sign. What would turn the direction of the text is taken out of force so.
 */
export function visibleText(text: string): string {
  return text.replaceAll(hidden, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "␡" : `<${code.toString(16).padStart(4, "0").toUpperCase()}>`;
  });
}

/** The same, of at most `most` characters, with … where more would follow. */
export function clampedText(text: string, most: number): string {
  const shown = Array.from(visibleText(text));
  return shown.length > most ? `${shown.slice(0, most - 1).join("")}…` : shown.join("");
}
