import assert from "node:assert/strict";
import fc from "fast-check";
import { devicePresets } from "../../../src/core/memory/device-presets";
import { levelLayout } from "../../../src/core/memory/level-layout";
import { locateChannels } from "../../../src/core/pim/layout/key-channels";

describe("channels of a key", () => {
  it("lie in the columns and banks in which a vector dealt out piece by piece has them", () => {
    const cases = fc
      .record({ dimension: fc.integer({ min: 1, max: 256 }), elements: fc.constantFrom(1, 4, 16) })
      .chain(({ dimension, elements }) =>
        fc.record({
          dimension: fc.constant(dimension),
          elements: fc.constant(elements),
          channels: fc.uniqueArray(fc.nat(dimension - 1)),
          before: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        }),
      );
    fc.assert(
      fc.property(
        cases,
        fc.constantFrom(...devicePresets),
        ({ dimension, elements, channels, before }, { level, organisation }) => {
          const layout = levelLayout(level, organisation);
          const { spread } = layout;
          const perBank = Math.ceil(dimension / spread);
          const into = new Uint32Array(Math.ceil(perBank / elements)).fill(before);
          locateChannels(Uint32Array.from(channels), layout, dimension, elements, into);
          const expected = into.map(() => 0);
          for (let bank = 0, channel = 0; bank < spread; bank++) {
            for (let at = 0; at < perBank && channel < dimension; at++, channel++) {
              const column = Math.floor(at / elements);
              const bits = spread === 1 ? 2 ** 32 - 1 : 2 ** bank;
              if (channels.includes(channel)) expected[column] = (expected[column] | bits) >>> 0;
            }
          }
          assert.deepEqual(into, expected);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});
