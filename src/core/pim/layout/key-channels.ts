import type { LevelLayout } from "../../memory/level-layout";

/** The banks of a bank group, at most 32, as bits. */
const allBits = -1;

/**
 * Where channels of a vector lie in its columns.
 * @param channels 0 .. D-1
 * @param into [columns of a vector]: receives for each column the banks of a bank group in which
 *   one of the channels lies, as bits; all bits where the vector is not spread over banks
 */
export function locateChannels(
  channels: Uint32Array,
  { spread }: LevelLayout,
  headDimension: number,
  elementsPerColumn: number,
  into: Uint32Array,
): void {
  const perBank = Math.ceil(headDimension / spread);
  into.fill(0);
  for (const channel of channels) {
    const bits = spread === 1 ? allBits : 1 << Math.floor(channel / perBank);
    into[Math.floor((channel % perBank) / elementsPerColumn)] |= bits;
  }
}
