import fc from "fast-check";
import type { HeadStepRequest } from "../../../src/core/pim/program/step-request";
import type { IndexWork } from "../../../src/core/policy/policy";

/** Slots of a context from random fractions, each once. */
function pick(fractions: readonly number[], slotCount: number): Uint32Array {
  return Uint32Array.from(new Set(fractions.map((fraction) => Math.floor(fraction * slotCount))));
}

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** A step that a device has room for: what it selects, scores first and clusters behind it. */
export const stepArbitrary = fc.record({
  headDimension: fc.constantFrom(16, 40, 64, 128),
  elementBytes: fc.constantFrom(1, 2, 4),
  tokens: fc.integer({ min: 1, max: 600 }),
  slots: fc.array(fraction, { minLength: 1, maxLength: 300, size: "max" }),
  index: fc.constantFrom("none", "vectors", "channels"),
  channels: fc.option(fc.array(fraction, { minLength: 1, maxLength: 20 })),
  clusters: fc.boolean(),
});

type DrawnStep = typeof stepArbitrary extends fc.Arbitrary<infer Step> ? Step : never;

/** The request of a drawn step, on a device that has room for `most` slots. */
export function requestOf(drawn: DrawnStep, most: number): HeadStepRequest {
  const slotCount = Math.min(drawn.tokens, most);
  const slots = pick(drawn.slots, slotCount);
  const channels = pick(drawn.channels ?? [0], drawn.headDimension).sort();
  const few = Math.min(20, Math.ceil(most / 16));
  const indices: Readonly<Record<string, IndexWork>> = {
    none: { kind: "none" },
    vectors: { kind: "vectors", count: few },
    channels: { kind: "channels", channels },
  };
  return {
    slots,
    slotCount,
    index: indices[drawn.index],
    keyChannels: drawn.channels ? { channels, wholeSlots: slots.slice(0, 2) } : undefined,
    clustering: drawn.clusters
      ? { windows: 1, vectors: few, clusters: Math.min(3, few), iterations: 2 }
      : undefined,
  };
}
