import type { DevicePreset } from "../../../src/core/memory/device-preset";
import { Command, commandCodes } from "../../../src/core/pim/program/command";
import { Phase, phaseCodes } from "../../../src/core/pim/program/phase";

/** A data move of a pass. */
interface PlainMove {
  readonly command: number;
  readonly bank: number;
  readonly phase: number;
}

/** Reads and moves that go beside each other; the next pass waits for all of them. */
export interface PlainPass {
  readonly phase: number;
  /** What the reads are: `mac` or `normalise`. */
  readonly operation: number;
  /** By lane: the rows of which it reads a column each, in order. */
  readonly reads: readonly (readonly number[])[];
  readonly moves: readonly PlainMove[];
}

export interface PlainPasses {
  readonly cycles: number;
  /** Row-major [phaseCodes, commandCodes]. */
  readonly counts: readonly number[];
  readonly columnsRead: readonly number[];
  readonly rowsOpened: readonly number[];
}

/**
 * Independent bank groups, cycle by cycle as docs/pim-model.md#independent-bank-groups words them,
 * with nothing skipped.
 */
export function runPassesPlainly(
  preset: DevicePreset,
  passes: readonly PlainPass[],
  { refresh = true, phase = 0 } = {},
): PlainPasses {
  const channel = new PlainIndependent(preset, refresh, phase);
  for (const pass of passes) channel.run(pass);
  channel.finish();
  const { cycle, counts, lanes } = channel;
  return {
    cycles: cycle,
    counts,
    columnsRead: lanes.map((lane) => lane.reads.length),
    rowsOpened: lanes.map((lane) => lane.opens.length),
  };
}

/** Something that wants a bus, and since when it could have had it. */
interface Claim {
  readonly since: number;
  issue(): void;
}

/** A lane's open row, what it reads next, and the cycles of all that it has done. */
interface Lane {
  row: number | undefined;
  wanted: number[];
  readonly reads: number[];
  readonly opens: number[];
  readonly closes: number[];
}

class PlainIndependent {
  cycle = 0;
  readonly lanes: readonly Lane[];
  readonly counts = new Array<number>(phaseCodes * commandCodes).fill(0);
  private readonly due: boolean[];
  private readonly refreshes: number[][];
  private readonly moved: { readonly cycle: number; readonly bank: number }[] = [];
  private rowBusFrom = 0;

  constructor(
    private readonly preset: DevicePreset,
    private readonly refresh: boolean,
    private readonly phase: number,
  ) {
    const { pseudoChannels, ranks, bankGroups } = preset.organisation;
    this.lanes = Array.from({ length: pseudoChannels * ranks * bankGroups }, () => ({
      row: undefined,
      wanted: [],
      reads: [],
      opens: [],
      closes: [],
    }));
    this.due = new Array<boolean>(pseudoChannels).fill(false);
    this.refreshes = Array.from({ length: pseudoChannels }, () => []);
  }

  run({ phase, operation, reads, moves }: PlainPass): void {
    const left = [...moves];
    this.lanes.forEach((lane, at) => (lane.wanted = [...reads[at]]));
    while (left.length > 0 || this.lanes.some(({ wanted }) => wanted.length > 0)) {
      this.tick(phase, operation, left);
    }
  }

  finish(): void {
    while (this.due.includes(true)) this.tick(Phase.refresh, Command.mac, []);
  }

  private tick(phase: number, operation: number, moves: PlainMove[]): void {
    this.cycle++;
    const { cycle } = this;
    const { nREFI } = this.preset.timing;
    if (this.refresh && (cycle + this.phase) % nREFI === 0) this.due.fill(true);
    // Both buses are claimed as the cycle begins; who claimed first in these lists wins a tie.
    const columns = this.lanes.flatMap((lane) => this.readOf(lane, operation, phase));
    const rows = this.lanes.flatMap((lane, at) => this.rowCommandOf(lane, at, phase));
    this.grant([...columns, ...this.moveOf(moves)]);
    if (cycle < this.rowBusFrom) return;
    const refreshed = this.due.findIndex(
      (due, pseudo) =>
        due && this.lanesOf(pseudo).every((lane) => this.lanes[lane].row === undefined),
    );
    if (refreshed < 0) {
      this.grant(rows);
      return;
    }
    this.due[refreshed] = false;
    this.refreshes[refreshed].push(cycle);
    this.take(Command.refresh, Phase.refresh);
  }

  /** The bus goes to who could have had it longest, if that one may have it now. */
  private grant(claims: readonly Claim[]): void {
    const since = Math.min(...claims.map((claim) => claim.since));
    if (since <= this.cycle) claims.find((claim) => claim.since === since)?.issue();
  }

  private readOf(lane: Lane, operation: number, phase: number): Claim[] {
    const { nCCDAB, nRCD } = this.preset.timing;
    if (lane.row === undefined || lane.row !== lane.wanted[0]) return [];
    const since = Math.max(after(lane.reads, nCCDAB), after(lane.opens, nRCD));
    const issue = (): void => {
      lane.wanted.shift();
      lane.reads.push(this.cycle);
      this.count(operation, phase);
    };
    return [{ since, issue }];
  }

  private moveOf(moves: PlainMove[]): Claim[] {
    if (moves.length === 0) return [];
    const { command, bank, phase } = moves[0];
    const { nBL, nCCDS, nCCDL } = this.preset.timing;
    const { banks, bankGroups, ranks } = this.preset.organisation;
    const parts = [banks * bankGroups * ranks, banks * bankGroups, banks];
    const since = this.moved.flatMap((other) =>
      [nBL, nCCDS, nCCDL]
        .filter(
          (_, part) => Math.floor(other.bank / parts[part]) === Math.floor(bank / parts[part]),
        )
        .map((distance) => other.cycle + distance),
    );
    const issue = (): void => {
      moves.shift();
      this.moved.push({ cycle: this.cycle, bank });
      this.count(command, phase);
    };
    return [{ since: command === Command.softmax ? 0 : Math.max(0, ...since), issue }];
  }

  private rowCommandOf(lane: Lane, at: number, phase: number): Claim[] {
    const isDue = this.due[this.pseudoChannelOf(at)];
    if (lane.row === undefined) {
      return lane.wanted.length > 0 && !isDue ? [this.openOf(lane, at, phase)] : [];
    }
    const isDone = lane.wanted.length === 0;
    if (isDone ? !isDue : lane.row === lane.wanted[0]) return [];
    const { nRAS, nRTPL } = this.preset.timing;
    const since = Math.max(after(lane.opens, nRAS), after(lane.reads, nRTPL));
    const issue = (): void => {
      lane.row = undefined;
      lane.closes.push(this.cycle);
      this.take(Command.precharge, phase);
    };
    return [{ since, issue }];
  }

  private openOf(lane: Lane, at: number, phase: number): Claim {
    const { nRC, nRP, nRRDS, nRRDL, nRFC, nFAW } = this.preset.timing;
    const { banks } = this.preset.organisation;
    const rank = this.rankOf(at);
    const ofRank = this.lanes
      .flatMap(({ opens }, other) => (this.rankOf(other) === rank ? opens : []))
      .sort((a, b) => b - a);
    const window =
      banks >= 4 ? after(ofRank, (nFAW * banks) / 4) : after([ofRank[4 / banks - 1]], nFAW);
    const since = Math.max(
      after(lane.opens, nRC),
      after(lane.opens, nRRDL),
      after(lane.closes, nRP),
      after(ofRank, nRRDS),
      after(this.refreshes[this.pseudoChannelOf(at)], nRFC),
      window,
    );
    const issue = (): void => {
      lane.row = lane.wanted[0];
      lane.opens.push(this.cycle);
      this.take(Command.activate, phase);
    };
    return { since, issue };
  }

  private take(command: number, phase: number): void {
    this.rowBusFrom = this.cycle + (command === Command.activate ? 2 : 1);
    this.count(command, phase);
  }

  private count(command: number, phase: number): void {
    this.counts[phase * commandCodes + command]++;
  }

  private lanesOf(pseudoChannel: number): number[] {
    return [...this.lanes.keys()].filter((lane) => this.pseudoChannelOf(lane) === pseudoChannel);
  }

  private rankOf(lane: number): number {
    return Math.floor(lane / this.preset.organisation.bankGroups);
  }

  private pseudoChannelOf(lane: number): number {
    return Math.floor(this.rankOf(lane) / this.preset.organisation.ranks);
  }
}

/** When the last of some commands no longer binds; 0 where there was none. */
function after(cycles: readonly (number | undefined)[], distance: number): number {
  const known = cycles.filter((cycle) => cycle !== undefined);
  return known.length === 0 ? 0 : Math.max(...known) + distance;
}
