/**
 * How far work is, in tenths, so that a screen reader is not told every percent; before the first
 * tenth just what is done.
 * @param work in a word, such as "Simulating"
 * @param done share of it, 0 .. 1
 */
export function progressText(work: string, done: number): string {
  const tenths = Math.floor(done * 10);
  return tenths === 0 ? work : `${work}, ${tenths * 10} % done`;
}
