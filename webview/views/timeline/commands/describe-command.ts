import { formatCount } from "../../../../src/shared/format/number";
import type { CellText } from "../../../parts/heat-map/picture";
import { phaseFigures } from "../../../../src/shared/figures";
import { busOf, type StepCommands } from "./step-commands";
import { formatMoment, type TimeUnit } from "../time-unit";

/** Where a command reads or writes, each absent where its kind has none. */
export interface CommandAddress {
  readonly row?: number;
  readonly column?: number;
  /** Bank of the channel to which it is addressed. */
  readonly bank?: number;
}

/** Code of the phase whose commands come from no program and so have no address. */
const refresh = 6;

export function phaseLabel(phase: number): string {
  return phaseFigures[phase].label;
}

/** Takes an address apart. Row commands have rows, array reads have columns, too; moves have banks. */
export function addressOf({ all, meaning }: StepCommands, place: number): CommandAddress {
  if (all.phases[place] === refresh) return {};
  const name = meaning.names[all.commands[place]];
  const address = all.addresses[place];
  const bank = address >>> meaning.bankShift;
  const row = (address >>> meaning.rowShift) & meaning.rowMask;
  const column = (address >>> meaning.columnShift) & meaning.columnMask;
  if (/^(ACT|PRE)/.test(name)) return { row, bank };
  if (/^(MAC|VNORM)/.test(name)) return { row, column, bank };
  return /^(WR|MV)/.test(name) ? { bank } : {};
}

/** A command in words: name, phase, time, address. */
export function describeCommand(commands: StepCommands, place: number, unit: TimeUnit): CellText {
  const { all, meaning } = commands;
  const phase = phaseLabel(all.phases[place]);
  const bus = busOf(commands, place);
  return {
    title: `${meaning.names[all.commands[place]]} · ${phase}`,
    lines: [
      `At ${formatMoment(all.cycles[place], unit)}`,
      ...addressLines(commands, place),
      `Command ${formatCount(place + 1)} of ${formatCount(all.cycles.length)}, ${bus} bus`,
    ],
  };
}

function addressLines(commands: StepCommands, place: number): string[] {
  const { meaning, all } = commands;
  const { row, column, bank } = addressOf(commands, place);
  if (bank === undefined) return [];
  if (row === undefined) return [`Addressed to bank ${bank}`];
  const banks = {
    bank: `all ${meaning.banks} banks`,
    "bank-group": `bank ${bank} and its like in every bank group`,
    buffer: `bank ${bank} and its like in every pseudo-channel`,
  }[meaning.level];
  if (meaning.names[all.commands[place]].startsWith("PRE")) {
    return [`Makes way for row ${row}, ${banks}`];
  }
  return [`Row ${row}${column === undefined ? "" : `, column ${column}`}, ${banks}`];
}
