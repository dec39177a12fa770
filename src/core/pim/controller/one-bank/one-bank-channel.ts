import type { ChannelOptions } from "../lockstep/lockstep-channel";
import { isArrayOperation } from "../lockstep/lockstep-queue";
import { Command, commandCodes, isRowCommand } from "../../program/command";
import { noteCommand, type ChannelRecord } from "../command-log";
import type { DecodedProgram } from "../decoded-program";
import type { DevicePreset } from "../../../memory/device-preset";
import { never, requireCycle } from "../clock";
import { MoveClock } from "../move-clock";
import { OneBankPicker } from "./one-bank-picker";
import { OneBankQueue } from "./one-bank-queue";
import { OpenRow } from "./open-row";
import { banksPerChannel } from "../../../memory/organisation";
import { Phase, phaseCodes } from "../../program/phase";
import { PhaseMeter } from "../phase-meter";

/**
 * `Channel` for the programs that generators write at the bank level (see `OneBankCheck`). Array
 * operations then go in their order, and only the first of the queue can be a row hit, so that the
 * pick is between that one's next command and the moves. The same tests prove it.
 */
export class OneBankChannel {
  readonly counts = new Uint32Array(phaseCodes * commandCodes);
  readonly meter = new PhaseMeter();
  lastChange = 0;
  private readonly row: OpenRow;
  private readonly queue: OneBankQueue;
  private readonly moveClock: MoveClock;
  private readonly picker: OneBankPicker;
  private readonly refreshInterval: number;
  private readonly pseudoChannels: number;
  private readonly banksPerPseudoChannel: number;
  private readonly macDistance: number;
  private readonly nRP: number;
  private readonly nRCD: number;
  private dueRefreshes = 0;
  private nextRefresh = never;
  private bank = 0;
  private next = 0;
  private record: ChannelRecord | undefined;

  constructor(
    { organisation, timing }: DevicePreset,
    private readonly program: DecodedProgram,
  ) {
    this.row = new OpenRow(timing);
    this.queue = new OneBankQueue(program, banksPerChannel(organisation));
    this.moveClock = new MoveClock(organisation, timing);
    this.picker = new OneBankPicker(program, this.queue, this.row, this.moveClock);
    this.refreshInterval = timing.nREFI;
    this.pseudoChannels = organisation.pseudoChannels;
    this.banksPerPseudoChannel = banksPerChannel(organisation) / organisation.pseudoChannels;
    this.macDistance = timing.nCCDAB;
    this.nRP = timing.nRP;
    this.nRCD = timing.nRCD;
  }

  /** Rows opened by the set of all banks. */
  get activations(): Uint32Array {
    return this.row.activations;
  }

  /**
   * Runs the whole program, from cycle 0 with all rows closed.
   * @param bank of its array operations
   */
  run(bank: number, { refresh, refreshPhase, record }: ChannelOptions): void {
    const { queue } = this;
    this.start(bank, refresh ? this.refreshInterval - refreshPhase : never, record);
    this.next = queue.fill(0);
    let now = 0;
    while (queue.size > 0 || this.dueRefreshes > 0) {
      now = this.nextEvent(now);
      requireCycle(now);
      this.tick(now);
      this.next = queue.fill(this.next);
      if (queue.onlyArraysMayCome()) this.runRows(Math.max(now, this.lastChange) + 1);
      now = Math.max(now, this.lastChange);
    }
    this.meter.finish(this.lastChange);
  }

  private start(bank: number, nextRefresh: number, record: ChannelRecord | undefined): void {
    this.bank = bank;
    this.record = record;
    this.counts.fill(0);
    this.meter.reset();
    this.picker.bank = bank;
    this.row.reset();
    this.queue.clear();
    this.moveClock.reset();
    this.lastChange = 0;
    this.dueRefreshes = 0;
    this.nextRefresh = nextRefresh;
  }

  private nextEvent(now: number): number {
    const { row, picker } = this;
    if (this.queue.barrierIsHead()) return now + 1;
    picker.look(now + 1);
    if (this.dueRefreshes === 0) return Math.min(this.nextRefresh, picker.time);
    const refreshFrom = row.isOpen ? row.closeFrom : now;
    return Math.min(this.nextRefresh, picker.time, Math.max(refreshFrom, now + 1));
  }

  /** One cycle, as `nextEvent` gave it: what falls due, and both command slots. */
  private tick(now: number): void {
    const { queue, picker } = this;
    if (now === this.nextRefresh) {
      this.dueRefreshes += this.pseudoChannels;
      this.nextRefresh += this.refreshInterval;
    }
    if (this.dueRefreshes > 0) {
      this.tickRefresh(now);
      return;
    }
    if (queue.barrierIsHead()) {
      this.dropBarrier(now);
      if (queue.barrierIsHead()) {
        const barrier = queue.barriers.front;
        this.count(Command.barrier, now, this.program.phases[barrier], barrier);
        queue.shiftBarrier();
        this.dropBarrier(now);
        return;
      }
      picker.look(now);
    }
    if (picker.time !== now) return;
    const first = picker.command;
    this.issue(now);
    this.dropBarrier(now);
    if (!this.mayFollow(first, now)) return;
    picker.look(now);
    if (picker.time === now && isRowCommand(first) !== isRowCommand(picker.command))
      this.issue(now);
  }

  private tickRefresh(now: number): void {
    const { row, picker } = this;
    if (!row.isOpen) {
      const pseudoChannel = (this.pseudoChannels - this.dueRefreshes) & (this.pseudoChannels - 1);
      if (Math.floor(this.bank / this.banksPerPseudoChannel) === pseudoChannel) row.refresh(now);
      this.meter.refresh();
      this.count(Command.refresh, now, Phase.refresh, -1 - pseudoChannel);
      this.dueRefreshes--;
    } else if (now >= row.closeFrom) {
      row.closeForRefresh(now);
      this.count(Command.precharge, now, Phase.refresh, -1);
    }
    this.dropBarrier(now);
    if (this.queue.barrierIsHead()) return;
    picker.look(now);
    if (picker.time === now && !isRowCommand(picker.command)) this.issue(now);
  }

  /** False rules out that a command of the other bus can follow `first` in this cycle. */
  private mayFollow(first: number, now: number): boolean {
    const { queue, row } = this;
    if (queue.barrierIsHead()) return false;
    if (isRowCommand(first)) return queue.movesMayCome();
    // After a MAC, nRTPL has just begun.
    if (queue.array === never || isArrayOperation(first)) return false;
    if (!row.isOpen) return now >= row.openFrom;
    return now >= row.closeFrom && row.row !== this.program.keys[queue.array];
  }

  /**
   * Issues array operations and the row commands that they need, row after row, while nothing else
   * can happen: no move may be issued, and no refresh is due. Exactly what `tick` would do, cycle
   * by cycle.
   */
  private runRows(from: number): void {
    const { queue, row } = this;
    const { keys } = this.program;
    while (this.dueRefreshes === 0 && queue.onlyArraysMayCome()) {
      const entry = queue.array;
      let first = Math.max(from, row.readFrom);
      if (keys[entry] !== row.row) {
        if (!row.isOpen || row.refreshedUntil > from) return;
        const close = Math.max(from, row.closeFrom);
        const open = Math.max(close + this.nRP, row.openFrom);
        first = Math.max(open + this.nRCD, row.readFrom);
        if (first >= this.nextRefresh) return;
        this.switchRow(entry, close, open);
      } else if (first >= this.nextRefresh) return;
      this.runHits(first);
      this.dropBarrier(this.lastChange);
      this.next = queue.fill(this.next);
      from = this.lastChange + 1;
    }
  }

  /** Closes the open row and opens the one of `entry`, whose hits follow. */
  private switchRow(entry: number, close: number, open: number): void {
    const { row, program } = this;
    const phase = program.phases[entry];
    this.meter.array(close, row.closeFrom, phase, 0);
    row.close(close);
    row.open(program.keys[entry], open);
    this.counts[phase * commandCodes + Command.precharge]++;
    this.counts[phase * commandCodes + Command.activate]++;
    if (this.record === undefined) return;
    this.note(Command.precharge, close, entry);
    this.note(Command.activate, open, entry);
  }

  /** The hits of a run at the front of the queue as one event, the first of them at `now`. */
  private runHits(now: number): void {
    const { queue, row, program, macDistance } = this;
    const entry = queue.array;
    const untilRefresh = Math.ceil((this.nextRefresh - now) / macDistance);
    const end = Math.min(program.runEnds[entry], entry + untilRefresh);
    let at = entry;
    do {
      let count = Math.min(end - at, queue.frontRun);
      if (this.next < program.length)
        count = Math.min(count, Math.max(1, queue.harmless(this.next)));
      queue.shiftArrays(count);
      at += count;
      if (this.next < program.length) queue.push(this.next, count);
      this.next = Math.min(program.length, this.next + count);
    } while (at < end && queue.array === at && queue.onlyArraysMayCome());
    const phase = program.phases[entry];
    const operation = program.operations[entry];
    const last = now + (at - entry - 1) * macDistance;
    this.meter.array(now, row.readFrom, phase, 0);
    this.meter.arrayRun(last, phase);
    row.read(last);
    this.lastChange = last;
    this.counts[phase * commandCodes + operation] += at - entry;
    if (this.record === undefined) return;
    for (let hit = entry; hit < at; hit++) {
      this.note(operation, now + (hit - entry) * macDistance, hit);
    }
  }

  /** Drops one barrier at the head, where there is one. */
  private dropBarrier(now: number): void {
    if (!this.queue.barrierIsHead()) return;
    this.queue.shiftBarrier();
    this.lastChange = now;
  }

  /** Issues the pick. */
  private issue(now: number): void {
    const { row, program, queue } = this;
    const { command, entry } = this.picker;
    const phase = program.phases[entry];
    if (command === Command.precharge) {
      this.meter.array(now, row.closeFrom, phase, 0);
      row.close(now);
    } else if (command === Command.activate) {
      this.activate(program.keys[entry], phase, now);
    } else if (isArrayOperation(command)) {
      this.meter.array(now, row.readFrom, phase, 0);
      row.read(now);
      queue.shiftArrays(1);
    } else {
      this.moveClock.issued(program.banks[entry], now);
      this.meter.move(now, phase);
      queue.takeMove(entry);
    }
    this.count(command, now, phase, entry);
  }

  private activate(key: number, phase: number, now: number): void {
    const { row, meter } = this;
    if (row.wasTakenByRefresh(key)) meter.reopening(now);
    else meter.array(now, row.openFromWithoutRefresh, phase, row.refreshedUntil);
    row.open(key, now);
  }

  private count(command: number, now: number, phase: number, entry: number): void {
    this.lastChange = now;
    this.counts[phase * commandCodes + command]++;
    if (this.record !== undefined) this.note(command, now, entry);
  }

  private note(command: number, now: number, entry: number): void {
    if (this.record !== undefined) noteCommand(this.record, now, command, entry);
  }
}
