import { formatCount } from "./number";

/** So many of something whose plural ends in s: `1 head`, `1 024 heads`. */
export function counted(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? "" : "s"}`;
}
