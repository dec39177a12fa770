import type { DevicePreset } from "../../../memory/device-preset";
import { Command, commandCodes, isRowCommand } from "../../program/command";
import { Channel, type ChannelOptions } from "../channel";
import { isArrayOperation } from "../channel-queue";
import { never, requireCycle } from "../clock";
import type { DecodedProgram } from "../decoded-program";
import { OneBankPicker } from "./one-bank-picker";
import { OneBankQueue } from "./one-bank-queue";
import { OpenRow } from "./open-row";

/**
 * Controller for the programs that generators write at the bank level (see `OneBankCheck`). Array
 * operations then go in their order, and only the first of the queue can be a row hit, so that the
 * pick is between that one's next command and the moves.
 */
export class OneBankChannel extends Channel {
  protected readonly rows: OpenRow;
  protected readonly queue: OneBankQueue;
  protected readonly picker: OneBankPicker;
  private readonly macDistance: number;
  private readonly nRP: number;
  private readonly nRCD: number;
  private next = 0;

  constructor(preset: DevicePreset, program: DecodedProgram) {
    super(preset, program);
    const { nCCDAB, nRP, nRCD } = preset.timing;
    this.rows = new OpenRow(preset);
    this.queue = new OneBankQueue(preset, program);
    this.picker = new OneBankPicker(program, this.queue, this.rows, this.moveClock);
    this.macDistance = nCCDAB;
    this.nRP = nRP;
    this.nRCD = nRCD;
  }

  get activations(): Uint32Array {
    return this.rows.activations;
  }

  /**
   * Runs the whole program, from cycle 0 with all rows closed.
   * @param bank of its array operations
   */
  run(bank: number, options: ChannelOptions): void {
    const { queue } = this;
    this.start(options);
    this.rows.reset(bank);
    this.picker.bank = bank;
    this.next = queue.fill(0);
    let now = 0;
    while (this.busy) {
      now = this.nextEvent(now);
      requireCycle(now);
      this.tick(now);
      this.next = queue.fill(this.next);
      if (queue.onlyArraysMayCome()) this.runRows(Math.max(now, this.lastChange) + 1);
      now = Math.max(now, this.lastChange);
    }
    this.meter.finish(this.lastChange);
  }

  private nextEvent(now: number): number {
    const { rows, picker } = this;
    if (this.queue.barrierIsHead()) return now + 1;
    picker.look(now + 1);
    if (this.dueRefreshes === 0) return Math.min(this.nextRefresh, picker.time);
    const refreshFrom = rows.anyOpen ? rows.closeFrom : now;
    return Math.min(this.nextRefresh, picker.time, Math.max(refreshFrom, now + 1));
  }

  protected mayFollow(first: number, now: number): boolean {
    const { queue, rows } = this;
    if (queue.barrierIsHead()) return false;
    if (isRowCommand(first)) return queue.movesMayCome();
    // After a MAC, nRTPL has just begun.
    if (queue.firstArray === never || isArrayOperation(first)) return false;
    if (!rows.anyOpen) return now >= rows.openFrom;
    return now >= rows.closeFrom && rows.row !== this.program.keys[queue.firstArray];
  }

  /**
   * Issues array operations and the row commands that they need, row after row, while nothing else
   * can happen: no move may be issued, and no refresh is due. Exactly what `tick` would do, cycle
   * by cycle.
   */
  private runRows(from: number): void {
    const { queue, rows } = this;
    const { keys } = this.program;
    while (this.dueRefreshes === 0 && queue.onlyArraysMayCome()) {
      const entry = queue.firstArray;
      let first = Math.max(from, rows.readFrom);
      if (keys[entry] !== rows.row) {
        if (!rows.anyOpen || rows.refreshedUntil > from) return;
        const close = Math.max(from, rows.closeFrom);
        const open = Math.max(close + this.nRP, rows.openFrom);
        first = Math.max(open + this.nRCD, rows.readFrom);
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
    const { rows, program } = this;
    const phase = program.phases[entry];
    this.meter.array(close, rows.closeFrom, phase, 0);
    rows.close(close);
    rows.open(program.keys[entry], open);
    this.counts[phase * commandCodes + Command.precharge]++;
    this.counts[phase * commandCodes + Command.activate]++;
    if (this.record === undefined) return;
    this.note(Command.precharge, close, entry);
    this.note(Command.activate, open, entry);
  }

  /** The hits of a run at the front of the queue as one event, the first of them at `now`. */
  private runHits(now: number): void {
    const { queue, rows, program, macDistance } = this;
    const entry = queue.firstArray;
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
    } while (at < end && queue.firstArray === at && queue.onlyArraysMayCome());
    const phase = program.phases[entry];
    const operation = program.operations[entry];
    const last = now + (at - entry - 1) * macDistance;
    this.meter.array(now, rows.readFrom, phase, 0);
    this.meter.arrayRun(last, phase);
    rows.read(last);
    this.lastChange = last;
    this.counts[phase * commandCodes + operation] += at - entry;
    if (this.record === undefined) return;
    for (let hit = entry; hit < at; hit++) {
      this.note(operation, now + (hit - entry) * macDistance, hit);
    }
  }

  protected mayShareCycle(first: number, second: number): boolean {
    return isRowCommand(first) !== isRowCommand(second);
  }

  protected rowsClosed(): void {
    // The picker looks at the row anew each time.
  }

  protected issue(now: number): void {
    const { rows, program, queue } = this;
    const { command, entry } = this.picker;
    const phase = program.phases[entry];
    if (command === Command.precharge) {
      this.meter.array(now, rows.closeFrom, phase, 0);
      rows.close(now);
    } else if (command === Command.activate) {
      this.activate(program.keys[entry], phase, now);
    } else if (isArrayOperation(command)) {
      this.meter.array(now, rows.readFrom, phase, 0);
      rows.read(now);
      queue.shiftArrays(1);
    } else {
      this.moveClock.issued(program.banks[entry], now);
      this.meter.move(now, phase);
      queue.takeMove(entry);
    }
    this.count(command, now, phase, entry);
  }

  private activate(key: number, phase: number, now: number): void {
    const { rows, meter } = this;
    if (rows.wasTakenByRefresh(key)) meter.reopening(now);
    else meter.array(now, rows.openFromWithoutRefresh, phase, rows.refreshedUntil);
    rows.open(key, now);
  }
}
