import type { Program } from "../program/program";

/** True where two programs ask for the same operations at the same addresses in the same order. */
export function areAlike(one: Program, other: Program): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at++) {
    if (!isLike(one, at, other, at)) return false;
  }
  return true;
}

/**
 * True where a program goes round the channels, giving each the same entry. Then one reader for all
 * feeds each as if it were alone: as long as the queues are alike, the first channel's is the first
 * that is full, at the beginning of a round, and each channel takes what the others take.
 */
export function goesInRounds(program: Program, channels: number): boolean {
  if (program.length % channels !== 0) return false;
  for (let at = 0; at < program.length; at++) {
    const channel = at % channels;
    const isRound = program.channels[at] === channel && isLike(program, at, program, at - channel);
    if (!isRound) return false;
  }
  return true;
}

function isLike(one: Program, at: number, other: Program, otherAt: number): boolean {
  return (
    one.operations[at] === other.operations[otherAt] &&
    one.addresses[at] === other.addresses[otherAt] &&
    one.phases[at] === other.phases[otherAt]
  );
}
