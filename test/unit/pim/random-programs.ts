import fc from "fast-check";
import { isArrayOperation } from "../../../src/core/pim/controller/channel-queue";
import { Command, type CommandCode } from "../../../src/core/pim/program/command";
import { defaultDevicePreset, devicePresets } from "../../../src/core/memory/device-presets";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import type { PhaseCode } from "../../../src/core/pim/program/phase";
import {
  bankBytes,
  banksPerChannel,
  rowBytes,
  type Organisation,
} from "../../../src/core/memory/organisation";
import { ProgramBuilder, type Program } from "../../../src/core/pim/program/program";

/** Presets as they are, and with short refresh and constraints in unusual proportions. */
export const presetArbitrary: fc.Arbitrary<DevicePreset> = fc
  .tuple(
    fc.constantFrom(...devicePresets),
    fc.option(
      fc.record({
        nREFI: fc.integer({ min: 600, max: 800 }),
        nRFC: fc.integer({ min: 20, max: 300 }),
        nCCDAB: fc.oneof(fc.integer({ min: 2, max: 13 }), fc.integer({ min: 50, max: 80 })),
        nCCDSB: fc.integer({ min: 2, max: 13 }),
        nRTPL: fc.integer({ min: 2, max: 13 }),
        nRP: fc.integer({ min: 5, max: 24 }),
        nBL: fc.integer({ min: 1, max: 4 }),
        nCCDS: fc.integer({ min: 1, max: 4 }),
        nCCDL: fc.integer({ min: 4, max: 7 }),
      }),
    ),
  )
  .map(([preset, timing]) => ({ ...preset, timing: { ...preset.timing, ...timing } }));

/** A run of like operations on one channel; addresses vary as the style says. */
interface Stretch {
  readonly operation: number;
  readonly channel: number;
  readonly length: number;
  readonly row: number;
  readonly bank: number;
  readonly phase: number;
  /** How far bank and row move from one operation of the stretch to the next. */
  readonly bankStep: number;
  readonly rowStep: number;
}

const stretchArbitrary: fc.Arbitrary<Stretch> = fc.record({
  operation: fc.constantFrom<CommandCode[]>(
    Command.mac,
    Command.mac,
    Command.mac,
    Command.writeGemvBuffer,
    Command.moveToSoftmaxBuffer,
    Command.moveToGemvBuffer,
    Command.softmax,
    Command.normalise,
    Command.barrier,
  ),
  channel: fc.nat(2),
  length: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) },
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 40 }) },
    // Longer than the queue, so that arrays have nothing to do meanwhile.
    { weight: 1, arbitrary: fc.integer({ min: 60, max: 100 }) },
  ),
  row: fc.nat(3),
  bank: fc.oneof(fc.constant(0), fc.nat(63), fc.nat(1023)),
  phase: fc.nat(5),
  bankStep: fc.oneof(fc.constant(0), fc.nat(40)),
  rowStep: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(2) }),
});

/** Where array operations are: anywhere, or all at one bank, in rows that return or in new ones. */
const placeArbitrary = fc.constantFrom("anywhere", "one bank", "one bank, new rows");

/** A program before it is known for which device it is. */
export interface Sketch {
  readonly stretches: readonly Stretch[];
  readonly place: string;
}

/**
 * Programs such as no generator writes: any operation, bank and order; a part of them with all
 * array operations at one bank, as generators write them for the bank level.
 */
export const sketchArbitrary: fc.Arbitrary<Sketch> = fc.record({
  stretches: fc.array(stretchArbitrary, { maxLength: 40, size: "max" }),
  place: placeArbitrary,
});

/** A sketched program at the banks and rows of a device. */
export function programOf({ stretches, place }: Sketch, organisation: Organisation): Program {
  const program = new ProgramBuilder();
  const banks = banksPerChannel(organisation);
  stretches.forEach((stretch, number) => {
    const oneBank = place !== "anywhere" && isArrayOperation(stretch.operation);
    const firstRow = place === "one bank, new rows" ? 4 * number : 0;
    for (let at = 0; at < stretch.length; at++) {
      const bank = oneBank ? 0 : (stretch.bank + at * stretch.bankStep) % banks;
      const row = (firstRow + ((stretch.row + at * stretch.rowStep) % 4)) % organisation.rows;
      program.push(
        stretch.operation as CommandCode,
        stretch.channel,
        bank * bankBytes(organisation) + row * rowBytes(organisation),
        stretch.phase as PhaseCode,
      );
    }
  });
  return program;
}

/** Programs for the organisation of the product's presets. */
export const programArbitrary = sketchArbitrary.map((sketch) =>
  programOf(sketch, defaultDevicePreset.organisation),
);

/**
 * Programs that leave a row and come back to it behind a barrier, about as many entries later as
 * the queue of a channel holds: whether both wait in it at once decides what is issued.
 */
export const returningArbitrary: fc.Arbitrary<Sketch> = fc
  .record({
    rounds: fc.array(
      fc.record({
        first: fc.integer({ min: 1, max: 3 }),
        /** Moves that the other row waits behind. */
        before: fc.nat(4),
        second: fc.integer({ min: 1, max: 2 }),
        between: fc.integer({ min: 26, max: 34 }),
        move: fc.constantFrom(Command.writeGemvBuffer, Command.softmax),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  })
  .map(({ rounds }) => {
    const still = { channel: 0, bank: 0, phase: 2, bankStep: 0, rowStep: 0 };
    const stretches = rounds.flatMap(({ first, before, second, between, move }, round) => {
      const row = (2 * round) % 4;
      return [
        { ...still, operation: Command.mac, length: first, row },
        { ...still, operation: Command.moveToSoftmaxBuffer, length: before, row },
        { ...still, operation: Command.mac, length: second, row: row + 1 },
        { ...still, operation: Command.barrier, length: 1, row },
        { ...still, operation: move, length: between, row },
        { ...still, operation: Command.mac, length: first, row },
      ];
    });
    return { stretches, place: "anywhere" };
  });
