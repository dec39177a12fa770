import { Command, commandCodes } from "../../program/command";
import type { DevicePreset } from "../../../memory/device-preset";
import { never, requireCycle } from "../clock";
import { activateBusCycles } from "../row-bus";
import type { LaneReads } from "./lane-reads";
import { LaneRows } from "./lane-rows";
import { MoveClock } from "../move-clock";
import type { MoveList } from "./move-list";
import { Phase, phaseCodes } from "../../program/phase";
import { PhaseMeter } from "../phase-meter";

/** No lane, no row. */
const none = -1;

/**
 * A channel whose bank groups read on their own (docs/pim-model.md#independent-bank-groups). The
 * banks of a group, a lane, work together, for a vector is spread over them; everything else is
 * shared and bounds the lanes: one column command and one row command a cycle, given to who has been
 * ready longest; the windows of a rank (`RankWindows`); nCCDAB between the reads of a lane.
 * A refresh that is due keeps the lanes of its pseudo-channel from opening rows, and is issued when
 * the last of them has closed its row.
 */
export class IndependentChannel {
  readonly counts = new Uint32Array(phaseCodes * commandCodes);
  readonly meter = new PhaseMeter();
  now = 0;
  private readonly rows: LaneRows;
  private readonly moveClock: MoveClock;
  private readonly refreshInterval: number;
  /** By pseudo-channel: 1 where a refresh is due. */
  private readonly refreshDue: Uint8Array;
  private refreshesDue = 0;
  /** From when each lane may have its next column or row command; `never` where it wants none. */
  private readonly columnFrom: Int32Array;
  private readonly rowFrom: Int32Array;
  private rowBusFrom = 0;
  /** The lane that may have a row command first, as this cycle began; a read asks for later ones. */
  private rowLane = none;
  private nextRefresh = never;

  constructor(preset: DevicePreset) {
    const { organisation, timing } = preset;
    this.rows = new LaneRows(preset);
    this.moveClock = new MoveClock(organisation, timing);
    this.refreshInterval = timing.nREFI;
    this.columnFrom = new Int32Array(this.rows.lanes);
    this.rowFrom = new Int32Array(this.rows.lanes);
    this.refreshDue = new Uint8Array(organisation.pseudoChannels);
  }

  /** Columns read, by lane. */
  get columnsRead(): Float64Array {
    return this.rows.columnsRead;
  }

  /** Rows opened, by lane. */
  get rowsOpened(): Float64Array {
    return this.rows.rowsOpened;
  }

  start(refresh: boolean, refreshPhase: number): void {
    this.counts.fill(0);
    this.refreshDue.fill(0);
    this.refreshesDue = 0;
    this.rows.reset();
    this.meter.reset();
    this.moveClock.reset();
    this.now = 0;
    this.rowBusFrom = 0;
    this.nextRefresh = refresh ? this.refreshInterval - refreshPhase : never;
  }

  /**
   * Reads and moves beside each other; what comes after waits until all of them are issued.
   * @param operation of the reads: `mac` or `normalise`
   */
  runPass(phase: number, operation: number, reads: LaneReads, moves: MoveList): void {
    let moved = 0;
    this.planAll(reads);
    while (reads.left > 0 || moved < moves.length) {
      const moveFrom = this.moveReadyFrom(moves, moved);
      const lane = earliest(this.columnFrom);
      const columnFrom = lane === none ? never : this.columnFrom[lane];
      this.now = this.nextEvent(Math.min(moveFrom, columnFrom));
      this.takeRefresh(reads);
      if (columnFrom <= this.now && columnFrom <= moveFrom) {
        this.read(lane, operation, phase);
        reads.advance(lane);
        this.plan(lane, reads);
      } else if (moveFrom <= this.now) {
        this.move(moves, moved++);
      }
      this.issueRowCommand(phase, reads);
    }
    this.meter.settle();
  }

  /** Issues the refreshes that are still due, and ends the run. */
  finish(idle: LaneReads): void {
    this.planAll(idle);
    while (this.refreshesDue > 0) {
      this.now = this.nextEvent(never);
      this.takeRefresh(idle);
      this.issueRowCommand(Phase.refresh, idle);
    }
    this.meter.finish(this.now);
  }

  private read(lane: number, operation: number, phase: number): void {
    this.count(operation, phase);
    this.meter.array(this.now, this.now, phase, 0);
    this.rows.read(lane, this.now);
  }

  private move({ commands, banks, phases }: MoveList, at: number): void {
    this.count(commands[at], phases[at]);
    this.meter.move(this.now, phases[at]);
    this.moveClock.issued(banks[at], this.now);
  }

  /** One row command, where one is ready. */
  private issueRowCommand(phase: number, reads: LaneReads): void {
    if (this.now < this.rowBusFrom) return;
    const pseudoChannel = this.refreshable();
    if (pseudoChannel !== none) {
      this.refreshOf(pseudoChannel, reads);
      return;
    }
    const lane = this.rowLane;
    if (lane === none || this.rowFrom[lane] > this.now) return;
    if (this.rows.isOpen(lane)) this.close(lane, phase);
    else this.open(lane, phase, reads);
    this.plan(lane, reads);
  }

  private open(lane: number, phase: number, reads: LaneReads): void {
    const { rows } = this;
    if (rows.isJustRefreshed(lane, this.now)) this.meter.reopening(this.now);
    else this.meter.array(this.now, this.now, phase, 0);
    this.count(Command.activate, phase);
    rows.open(lane, reads.nextRow(lane), this.now);
    this.rowBusFrom = this.now + activateBusCycles;
    this.planSome(rows.rankOf(lane) * rows.lanesPerRank, rows.lanesPerRank, reads);
  }

  private close(lane: number, phase: number): void {
    this.meter.array(this.now, this.now, phase, 0);
    this.count(Command.precharge, phase);
    this.rows.close(lane, this.now);
    this.rowBusFrom = this.now + 1;
  }

  private takeRefresh(reads: LaneReads): void {
    if (this.now < this.nextRefresh) return;
    this.refreshDue.fill(1);
    this.refreshesDue = this.refreshDue.length;
    this.nextRefresh += this.refreshInterval;
    this.planAll(reads);
    this.rowLane = earliest(this.rowFrom);
  }

  private refreshOf(pseudoChannel: number, reads: LaneReads): void {
    this.refreshDue[pseudoChannel] = 0;
    this.refreshesDue--;
    this.rows.refresh(pseudoChannel, this.now);
    this.rowBusFrom = this.now + 1;
    this.count(Command.refresh, Phase.refresh);
    this.meter.refresh();
    const { lanesPerPseudoChannel } = this.rows;
    this.planSome(pseudoChannel * lanesPerPseudoChannel, lanesPerPseudoChannel, reads);
  }

  private planAll(reads: LaneReads): void {
    this.planSome(0, this.rows.lanes, reads);
  }

  private planSome(first: number, count: number, reads: LaneReads): void {
    for (let lane = first; lane < first + count; lane++) this.plan(lane, reads);
  }

  /** Finds out which command a lane wants next, and from when it may have it. */
  private plan(lane: number, reads: LaneReads): void {
    const { rows } = this;
    const wanted = reads.nextRow(lane);
    const open = rows.openRow[lane];
    const isDue = this.refreshDue[rows.pseudoChannelOf(lane)] > 0;
    this.columnFrom[lane] = never;
    this.rowFrom[lane] = never;
    if (wanted !== none && wanted === open) {
      this.columnFrom[lane] = rows.readFrom[lane];
    } else if (open !== none) {
      if (wanted !== none || isDue) this.rowFrom[lane] = rows.closeFrom[lane];
    } else if (wanted !== none && !isDue) {
      this.rowFrom[lane] = rows.openFrom(lane);
    }
  }

  /** @param columnBusFrom from when a lane or a move may have the column bus */
  private nextEvent(columnBusFrom: number): number {
    this.rowLane = earliest(this.rowFrom);
    const laneFrom = this.rowLane === none ? never : this.rowFrom[this.rowLane];
    const rowFrom = this.refreshable() === none ? laneFrom : 0;
    const next = Math.min(this.nextRefresh, columnBusFrom, Math.max(rowFrom, this.rowBusFrom));
    const event = Math.max(next, this.now + 1);
    requireCycle(event);
    return event;
  }

  /** A pseudo-channel whose refresh is due and whose rows are closed, or -1. */
  private refreshable(): number {
    if (this.refreshesDue === 0) return none;
    for (let pseudo = 0; pseudo < this.refreshDue.length; pseudo++) {
      if (this.refreshDue[pseudo] > 0 && this.rows.isAllClosed(pseudo)) return pseudo;
    }
    return none;
  }

  private moveReadyFrom({ length, commands, banks }: MoveList, at: number): number {
    if (at === length) return never;
    return commands[at] === Command.softmax ? 0 : this.moveClock.readyFrom(banks[at]);
  }

  private count(command: number, phase: number): void {
    this.counts[phase * commandCodes + command]++;
  }
}

/** The lane with the least time, the lowest of those that share it; -1 where all are `never`. */
function earliest(from: Int32Array): number {
  let first = none;
  let least: number = never;
  for (let lane = 0; lane < from.length; lane++) {
    if (from[lane] < least) {
      least = from[lane];
      first = lane;
    }
  }
  return first;
}
