import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { InputError } from "../../../src/core/errors";
import { defaultDevicePreset, findDevicePreset } from "../../../src/core/memory/device-presets";
import { parseCommandTrace } from "../../../src/core/pim/traces/parse-command-trace";
import { parseSelections } from "../../../src/core/pim/traces/parse-selections";
import {
  runDense,
  runSparse,
  runTrace,
  type AttentionOptions,
} from "../../../src/core/pim/step/run-attention";
import { allSlots, sum } from "./selections";

const options: AttentionOptions = {
  preset: defaultDevicePreset,
  tokens: 1448,
  headDimension: 128,
  elementBytes: 2,
  maxTokens: 4096,
  refresh: true,
  asReference: false,
};

describe("replayed attention", () => {
  it("of all slots is the dense program, for any number of heads", () => {
    for (const heads of [1, 16, 17, 32, 33]) {
      for (const asReference of [true, false]) {
        const selections = Array.from({ length: heads }, () => allSlots(options.tokens));
        const dense = runDense(heads, { ...options, asReference });
        const sparse = runSparse(selections, { ...options, asReference });
        assert.deepEqual(sparse.program, dense.program);
        assert.deepEqual(sparse.commands, dense.commands);
        assert.equal(sparse.cycles, dense.cycles);
      }
    }
  });

  it("drops what does not divide evenly only as the reference does", () => {
    const reference = runDense(33, { ...options, asReference: true }).commands;
    const own = runDense(33, options).commands;
    assert.equal(reference.WRGB, 262);
    assert.equal(own.WRGB, 33 * 8);
    assert.equal(own.MVGB, 33 * 8 * Math.ceil(1448 / 256));
  });

  it("reads the second head's own values only where it does not follow the reference", () => {
    const heads = [
      ...Array.from({ length: 16 }, () => allSlots(64)),
      ...Array.from({ length: 16 }, () => allSlots(640)),
    ];
    const tokens = 640;
    const own = runSparse(heads, { ...options, tokens });
    const reference = runSparse(heads, { ...options, tokens, asReference: true });
    const linesOfAll = 16 * (4 + 40);
    // One column ahead per channel, 2 per line of keys, 2 per line of values.
    assert.equal(own.commands.MACAB, 16 + 4 * linesOfAll);
    assert.equal(reference.commands.MACAB, 16 + 2 * linesOfAll + 2 * 2 * 16 * 4);
  });

  it("of unequal heads takes as long as the slowest alone, unless one reader feeds them all", () => {
    const heads = [allSlots(1448), Uint32Array.of(1), allSlots(300), Uint32Array.of(7, 900)];
    const alone = Math.max(...heads.map((slots) => runSparse([slots], options).cycles));
    assert.equal(runSparse(heads, options).cycles, alone);
    assert.ok(runSparse(heads, { ...options, asReference: true }).cycles >= alone);
  });

  it("says what the last channel did in each phase", () => {
    for (const asReference of [true, false]) {
      const result = runDense(40, { ...options, asReference });
      assert.equal(sum(Object.values(result.phases)), result.cycles);
      assert.equal(Math.max(...result.channels.map(({ cycles }) => cycles)), result.cycles);
      assert.equal(result.time, (result.cycles * 769) / 1000);
    }
  });

  it("refuses options by name", () => {
    const refusals: readonly (readonly [() => unknown, RegExp])[] = [
      [() => runDense(0, options), /^heads: /],
      [() => runDense(1.5, options), /^heads: .*1\.5/],
      [() => runDense(NaN, options), /^heads: /],
      [() => runDense(1, { ...options, tokens: -3 }), /^tokens: .*-3/],
      [() => runDense(1, { ...options, headDimension: 0 }), /^head-dim: /],
      [() => runDense(1, { ...options, elementBytes: 3 }), /^bytes: /],
      [() => runDense(1, { ...options, maxTokens: 0.5 }), /^max-tokens: /],
      [() => runDense(1, { ...options, tokens: 2 ** 24 }), /^tokens: .* of each bank/],
      [() => runDense(2 ** 30, options), /^tokens: .* of each bank/],
      [() => runSparse([], options), /^heads: /],
      [() => runSparse([Uint32Array.of(1448)], options), /^selection: slot 1448 of head 0/],
      [() => runSparse([Uint32Array.of(2, 2)], options), /^selection: slot 2 of head 0 .*twice/],
      [
        () => runDense(1, { ...options, preset: findDevicePreset("HBM3_5.2Gbps_Independent") }),
        /^preset: HBM3_5\.2Gbps_Independent/,
      ],
    ];
    for (const [refused, message] of refusals) {
      assert.throws(refused, (error) => error instanceof InputError && message.test(error.message));
    }
  });
});

describe("a selection file", () => {
  it("has a line per head", () => {
    const heads = parseSelections("1 2 3\n 7\t9 \r\n0\n\n", "s.txt");
    assert.deepEqual(heads, [Uint32Array.of(1, 2, 3), Uint32Array.of(7, 9), Uint32Array.of(0)]);
  });

  it("is refused by line and word", () => {
    for (const [text, message] of [
      ["", /^selection: holds no slots \(s\.txt\)/],
      ["1 2\n\n3", /no slot \(line 2, s\.txt\)/],
      ["1 2\n3 -4", /"-4" is not a slot number \(line 2, s\.txt\)/],
      ["1.5", /"1\.5" is not a slot number \(line 1/],
      ["1 two", /"two" is not a slot number/],
      ["99999999999", /"99999999999" is not a slot number/],
    ] as const) {
      assert.throws(
        () => parseSelections(text, "s.txt"),
        (error) => error instanceof InputError && message.test(error.message),
      );
    }
  });
});

describe("a command trace", () => {
  it("may have decimal addresses, blank lines and Windows line ends", () => {
    const text = "PIM_WR_GB 0x10\r\n\nPIM_MAC_AB 1073741824\n";
    const program = parseCommandTrace(text, "t.trace", defaultDevicePreset);
    assert.equal(program.length, 2);
    assert.deepEqual([...program.channels.subarray(0, 2)], [0, 1]);
    assert.deepEqual([...program.addresses.subarray(0, 2)], [16, 0]);
    const result = runTrace(program, { ...options, asReference: true });
    assert.equal(result.commands.MACAB, 1);
  });

  it("is refused by file, line and field", () => {
    for (const [line, message] of [
      [
        "PIM_MAC_XY 0x0",
        /^operation: "PIM_MAC_XY" is unknown to HBM3_5\.2Gbps \(line 2, t\.trace\)/,
      ],
      ["LD 0x0", /^operation: "LD"/],
      ["PIM_MAC_SB 0x0", /^operation: "PIM_MAC_SB"/],
      ["PIM_MAC_AB", /^trace: each line/],
      ["PIM_MAC_AB 0x0 0x1", /^trace: each line/],
      ["PIM_MAC_AB 0xzz", /^address: "0xzz"/],
      ["PIM_MAC_AB -1", /^address: "-1"/],
      ["PIM_MAC_AB 0x400000000", /^address: 0x400000000 lies past/],
    ] as const) {
      assert.throws(
        () => parseCommandTrace(`PIM_WR_GB 0x0\n${line}\n`, "t.trace", defaultDevicePreset),
        (error) => error instanceof InputError && message.test(error.message),
        line,
      );
    }
    assert.throws(() => parseCommandTrace("\n", "t.trace", defaultDevicePreset), /no operations/);
    const group = findDevicePreset("HBM3_5.2Gbps_BankGroup");
    assert.equal(parseCommandTrace("PIM_MAC_SB 0x0", "t.trace", group).length, 1);
  });
});
