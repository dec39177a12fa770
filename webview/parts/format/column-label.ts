/** A result column's name in words: `columnsRead` is "Columns read". */
export function columnLabel(name: string): string {
  const words = name.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
