/** The name of a setting in words: `by-layer` is "By layer"; names of constants stay. */
export function wordsOf(name: string): string {
  if (/\d/.test(name)) return name;
  const words = name.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
