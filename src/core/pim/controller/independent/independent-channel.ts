import { Command, commandCodes } from "../../program/command";
import type { DevicePreset } from "../../../memory/device-preset";
import { never, requireCycle } from "../clock";
import type { LaneReads } from "./lane-reads";
import { MoveClock } from "../move-clock";
import type { MoveList } from "./move-list";
import { lanesPerChannel } from "../../../memory/organisation";
import { Phase, phaseCodes } from "../../program/phase";
import { PhaseMeter } from "../phase-meter";

/** No lane, no row. */
const none = -1;

/** Cycles for which an activate occupies the row bus (JESD238: a two-cycle command). */
const activateBusCycles = 2;

/**
 * A channel whose bank groups read on their own. The four banks of a group, a lane, work together,
 * for a vector is spread over them; everything else is shared and bounds the lanes:
 * one column command and one row command a cycle, given to who has been ready longest; a lane's
 * activate opens four banks and so takes the whole nFAW window of its rank, which leaves nRRD
 * nothing to bind; nCCDAB between the reads of a lane.
 * A refresh that is due keeps the lanes of its pseudo-channel from opening rows, and is issued when
 * the last of them has closed its row.
 */
export class IndependentChannel {
  readonly counts = new Uint32Array(phaseCodes * commandCodes);
  readonly meter = new PhaseMeter();
  /** By lane. */
  readonly columnsRead: Float64Array;
  readonly rowsOpened: Float64Array;
  now = 0;
  private readonly moveClock: MoveClock;
  private readonly lanes: number;
  private readonly lanesPerRank: number;
  private readonly lanesPerPseudoChannel: number;
  private readonly openRow: Int32Array;
  private readonly macFrom: Int32Array;
  private readonly prechargeFrom: Int32Array;
  private readonly activateFrom: Int32Array;
  private readonly rankFrom: Int32Array;
  private readonly refreshedFrom: Int32Array;
  private readonly refreshDue: Uint8Array;
  /** From when each lane may have its next column or row command; `never` where it wants none. */
  private readonly columnFrom: Int32Array;
  private readonly rowFrom: Int32Array;
  private rowBusFrom = 0;
  /** The lane that may have a row command first, as this cycle began; a read asks for later ones. */
  private rowLane = none;
  private nextRefresh = never;

  constructor(private readonly preset: DevicePreset) {
    const { organisation, timing } = preset;
    const { bankGroups, ranks, pseudoChannels } = organisation;
    this.lanes = lanesPerChannel(organisation);
    this.lanesPerRank = bankGroups;
    this.lanesPerPseudoChannel = ranks * bankGroups;
    this.moveClock = new MoveClock(organisation, timing);
    this.columnsRead = new Float64Array(this.lanes);
    this.rowsOpened = new Float64Array(this.lanes);
    this.openRow = new Int32Array(this.lanes);
    this.macFrom = new Int32Array(this.lanes);
    this.prechargeFrom = new Int32Array(this.lanes);
    this.activateFrom = new Int32Array(this.lanes);
    this.columnFrom = new Int32Array(this.lanes);
    this.rowFrom = new Int32Array(this.lanes);
    this.rankFrom = new Int32Array(this.lanes / bankGroups);
    this.refreshedFrom = new Int32Array(pseudoChannels);
    this.refreshDue = new Uint8Array(pseudoChannels);
  }

  start(refresh: boolean, refreshPhase: number): void {
    for (const array of [this.counts, this.columnsRead, this.rowsOpened]) array.fill(0);
    for (const array of [this.macFrom, this.prechargeFrom, this.activateFrom]) array.fill(0);
    for (const array of [this.rankFrom, this.refreshedFrom, this.refreshDue]) array.fill(0);
    this.meter.reset();
    this.moveClock.reset();
    this.openRow.fill(none);
    this.now = 0;
    this.rowBusFrom = 0;
    this.nextRefresh = refresh ? this.preset.timing.nREFI - refreshPhase : never;
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
    while (this.refreshDue.some((due) => due > 0)) {
      this.now = this.nextEvent(never);
      this.takeRefresh(idle);
      this.issueRowCommand(Phase.refresh, idle);
    }
    this.meter.finish(this.now);
  }

  private read(lane: number, operation: number, phase: number): void {
    const { nCCDAB, nRTPL } = this.preset.timing;
    this.count(operation, phase);
    this.meter.array(this.now, this.now, phase, 0);
    this.columnsRead[lane]++;
    this.macFrom[lane] = this.now + nCCDAB;
    this.prechargeFrom[lane] = Math.max(this.prechargeFrom[lane], this.now + nRTPL);
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
    if (this.openRow[lane] === none) this.open(lane, phase, reads);
    else this.close(lane, phase);
    this.plan(lane, reads);
  }

  private open(lane: number, phase: number, reads: LaneReads): void {
    const { nRCD, nRAS, nRC, nFAW } = this.preset.timing;
    const afterRefresh = this.refreshedFrom[this.pseudoChannelOf(lane)] === this.now;
    if (afterRefresh) this.meter.reopening(this.now);
    else this.meter.array(this.now, this.now, phase, 0);
    this.count(Command.activate, phase);
    this.rowsOpened[lane]++;
    this.openRow[lane] = reads.nextRow(lane);
    this.macFrom[lane] = this.now + nRCD;
    this.prechargeFrom[lane] = this.now + nRAS;
    this.activateFrom[lane] = this.now + nRC;
    this.rowBusFrom = this.now + activateBusCycles;
    const rank = Math.floor(lane / this.lanesPerRank);
    this.rankFrom[rank] = this.now + nFAW;
    this.planSome(rank * this.lanesPerRank, this.lanesPerRank, reads);
  }

  private close(lane: number, phase: number): void {
    this.meter.array(this.now, this.now, phase, 0);
    this.count(Command.precharge, phase);
    this.openRow[lane] = none;
    const { nRP } = this.preset.timing;
    this.activateFrom[lane] = Math.max(this.activateFrom[lane], this.now + nRP);
    this.rowBusFrom = this.now + 1;
  }

  private takeRefresh(reads: LaneReads): void {
    if (this.now < this.nextRefresh) return;
    this.refreshDue.fill(1);
    this.nextRefresh += this.preset.timing.nREFI;
    this.planAll(reads);
    this.rowLane = earliest(this.rowFrom);
  }

  private refreshOf(pseudoChannel: number, reads: LaneReads): void {
    this.refreshDue[pseudoChannel] = 0;
    this.refreshedFrom[pseudoChannel] = this.now + this.preset.timing.nRFC;
    this.rowBusFrom = this.now + 1;
    this.count(Command.refresh, Phase.refresh);
    this.meter.refresh();
    const perPseudoChannel = this.lanesPerPseudoChannel;
    this.planSome(pseudoChannel * perPseudoChannel, perPseudoChannel, reads);
  }

  private planAll(reads: LaneReads): void {
    this.planSome(0, this.lanes, reads);
  }

  private planSome(first: number, count: number, reads: LaneReads): void {
    for (let lane = first; lane < first + count; lane++) this.plan(lane, reads);
  }

  /** Finds out which command a lane wants next, and from when it may have it. */
  private plan(lane: number, reads: LaneReads): void {
    const wanted = reads.nextRow(lane);
    const open = this.openRow[lane];
    const pseudoChannel = this.pseudoChannelOf(lane);
    const isDue = this.refreshDue[pseudoChannel] > 0;
    this.columnFrom[lane] = never;
    this.rowFrom[lane] = never;
    if (wanted !== none && wanted === open) {
      this.columnFrom[lane] = this.macFrom[lane];
    } else if (open !== none) {
      if (wanted !== none || isDue) this.rowFrom[lane] = this.prechargeFrom[lane];
    } else if (wanted !== none && !isDue) {
      const rankFrom = this.rankFrom[Math.floor(lane / this.lanesPerRank)];
      const refreshedFrom = this.refreshedFrom[pseudoChannel];
      this.rowFrom[lane] = Math.max(this.activateFrom[lane], rankFrom, refreshedFrom);
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
    for (let pseudo = 0; pseudo < this.refreshDue.length; pseudo++) {
      if (this.refreshDue[pseudo] > 0 && this.isAllClosed(pseudo)) return pseudo;
    }
    return none;
  }

  private isAllClosed(pseudoChannel: number): boolean {
    const from = pseudoChannel * this.lanesPerPseudoChannel;
    for (let lane = from; lane < from + this.lanesPerPseudoChannel; lane++) {
      if (this.openRow[lane] !== none) return false;
    }
    return true;
  }

  private moveReadyFrom({ length, commands, banks }: MoveList, at: number): number {
    if (at === length) return never;
    return commands[at] === Command.softmax ? 0 : this.moveClock.readyFrom(banks[at]);
  }

  private pseudoChannelOf(lane: number): number {
    return Math.floor(lane / this.lanesPerPseudoChannel);
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
