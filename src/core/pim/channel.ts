import { BankRows } from "./bank-rows";
import { ChannelQueue, isArrayOperation } from "./channel-queue";
import { Command, commandCodes, isRowCommand } from "./command";
import { noteCommand, type ChannelRecord } from "./command-log";
import type { DecodedProgram } from "./decoded-program";
import type { DevicePreset } from "./device-preset";
import { never } from "./entry-ring";
import { MoveClock } from "./move-clock";
import { Phase, phaseCodes } from "./phase";
import { PhaseMeter } from "./phase-meter";
import { none, Picker } from "./picker";

export interface ChannelOptions {
  readonly refresh: boolean;
  /** Cycles since the last refresh was due when the run starts, below nREFI. */
  readonly refreshPhase: number;
  readonly record?: ChannelRecord | undefined;
}

/**
 * The controller of one channel: a queue, two command slots a cycle, and refresh (spec section 3).
 * It is asked only about cycles in which something can happen; the plain controller that goes
 * through every cycle and every entry proves it in the tests.
 */
export class Channel {
  /** Commands by phase, [phaseCodes * commandCodes]. */
  readonly counts = new Uint32Array(phaseCodes * commandCodes);
  readonly meter = new PhaseMeter();
  /** Last cycle in which something was issued or a barrier dropped. */
  lastChange = 0;
  private readonly rows: BankRows;
  private readonly queue: ChannelQueue;
  private readonly moveClock: MoveClock;
  private readonly picker: Picker;
  private readonly refreshInterval: number;
  private readonly pseudoChannels: number;
  private dueRefreshes = 0;
  private nextRefresh = never;
  private program: DecodedProgram;
  private record: ChannelRecord | undefined;

  constructor(preset: DevicePreset, program: DecodedProgram) {
    this.program = program;
    this.rows = new BankRows(preset);
    this.queue = new ChannelQueue(preset.organisation, this.rows, program);
    this.moveClock = new MoveClock(preset.organisation, preset.timing);
    this.picker = new Picker(this.queue, this.rows, this.moveClock, program);
    this.refreshInterval = preset.timing.nREFI;
    this.pseudoChannels = preset.organisation.pseudoChannels;
  }

  /** Back to cycle 0 with all rows closed and an empty queue. */
  start(program: DecodedProgram, { refresh, refreshPhase, record }: ChannelOptions): void {
    this.program = program;
    this.record = record;
    this.counts.fill(0);
    this.meter.reset();
    this.rows.reset();
    this.queue.start(program);
    this.moveClock.reset();
    this.picker.start(program);
    this.lastChange = 0;
    this.dueRefreshes = 0;
    this.nextRefresh = refresh ? this.refreshInterval - refreshPhase : never;
  }

  /** Rows opened so far by each set of banks that opens together (see `bankSets`). */
  get activations(): Uint32Array {
    return this.rows.activations;
  }

  get full(): boolean {
    return this.queue.full;
  }

  /** True while an entry of the queue or a refresh that is due waits. */
  get busy(): boolean {
    return this.queue.size > 0 || this.dueRefreshes > 0;
  }

  /** @param entry of the program, later than every entry pushed before; the queue is not full */
  push(entry: number): void {
    this.queue.push(entry);
  }

  /** One cycle: what falls due, and both command slots. */
  tick(now: number): void {
    if (now === this.nextRefresh) {
      this.dueRefreshes += this.pseudoChannels;
      this.nextRefresh += this.refreshInterval;
    }
    if (this.dueRefreshes > 0) {
      this.tickRefresh(now);
      return;
    }
    this.dropBarrier(now);
    const first = this.picker.pick(now);
    if (first === none) return;
    this.issue(first, now);
    this.dropBarrier(now);
    if (first === Command.barrier || !this.mayFollow(first, now)) return;
    const second = this.picker.pick(now);
    if (second !== none && this.mayShareCycle(first, second)) this.issue(second, now);
  }

  /**
   * Commands of different buses share a cycle; a barrier shares none, and neither does a precharge
   * where only some banks are closed (the reference's controller knows no bus for it).
   */
  private mayShareCycle(first: number, second: number): boolean {
    if (second === Command.barrier || isRowCommand(first) === isRowCommand(second)) return false;
    const closesSome = first === Command.precharge || second === Command.precharge;
    return this.rows.sets === 1 || !closesSome;
  }

  /** The next cycle in which something can happen, after `now`. It is never too late. */
  nextEvent(now: number): number {
    if (this.queue.barrierIsHead()) return now + 1;
    const refreshing = this.dueRefreshes > 0;
    let next = Math.min(this.nextRefresh, this.picker.nextPick(now, refreshing));
    if (refreshing) {
      next = Math.min(next, this.rows.openSets > 0 ? this.rows.allPrechargeReadyFrom() : now);
    }
    return Math.max(next, now + 1);
  }

  /**
   * Issues array operations and the row commands that they need, one after another, while nothing
   * else can happen in the channel: no move may be issued, no refresh is due, and no barrier comes
   * to the head. Exactly what `tick` would do, cycle by cycle.
   * @param next entry of the program that is pushed next; each operation makes room for one
   * @returns the entry that is then next
   */
  runArrays(next: number): number {
    const { arrays } = this.queue;
    while (this.mayRunArray()) {
      const command = this.picker.commandAt(0);
      const now = this.picker.readyFrom(command, this.queue.bankOf(arrays.front));
      if (now <= this.lastChange || now >= this.nextRefresh) break;
      if (isRowCommand(command)) this.issueRow(command, now, 0);
      else next = this.runHits(now, next);
    }
    return next;
  }

  /** False rules out that a command of the other bus can follow `first` in this cycle. */
  private mayFollow(first: number, now: number): boolean {
    const { queue, picker } = this;
    if (isRowCommand(first)) return queue.moves.size > 0 || this.rows.sets > 1;
    if (queue.arrays.size === 0 || !this.rows.rowBusIsFree(now)) return false;
    if (!queue.arraysAreUniform()) return true;
    // After a MAC, nRTPL has just begun.
    if (isArrayOperation(first)) return false;
    // A hit that waits keeps its row open, unless the head of the queue needs another.
    if (queue.hits > 0 && (queue.headIsMove() || queue.isOpen(queue.arrays.valueAt(0))))
      return false;
    return queue.hits > 0 || picker.mayArrayBeReady(now);
  }

  private mayRunArray(): boolean {
    const { arrays, hits } = this.queue;
    if (this.dueRefreshes > 0 || !this.nothingElseMayCome()) return false;
    return this.queue.arraysAreUniform() && (hits === 0 || this.queue.isOpen(arrays.valueAt(0)));
  }

  /** No move may be issued, and no barrier follows the first array operation. */
  private nothingElseMayCome(): boolean {
    const { arrays, barriers, moves } = this.queue;
    return arrays.size > 1 && moves.front >= barriers.front && arrays.at(1) < barriers.front;
  }

  /** The hits of one phase at the front of the queue as one event, the first of them at `now`. */
  private runHits(now: number, next: number): number {
    const { queue, program } = this;
    const { arrays } = queue;
    const bank = queue.bankOf(arrays.front);
    const operation = program.operations[arrays.front];
    const phase = program.phases[arrays.front];
    const key = arrays.valueAt(0);
    this.meter.array(now, this.rows.macReadyFrom(bank), phase, 0);
    let last = now - this.rows.macDistance;
    let count = 0;
    do {
      last += this.rows.macDistance;
      count++;
      this.note(operation, last, arrays.front);
      queue.shiftHit();
      if (next < program.length) queue.push(next++);
    } while (
      last + this.rows.macDistance < this.nextRefresh &&
      arrays.valueAt(0) === key &&
      this.nothingElseMayCome() &&
      queue.arraysAreAt(bank, count) &&
      program.operations[arrays.front] === operation &&
      program.phases[arrays.front] === phase
    );
    queue.countTaken(bank, key, count);
    this.meter.arrayRun(last, phase);
    this.rows.mac(bank, last);
    this.counts[phase * commandCodes + operation] += count;
    this.lastChange = last;
    return next;
  }

  private tickRefresh(now: number): void {
    if (this.rows.openSets === 0) {
      const pseudoChannel = (this.pseudoChannels - this.dueRefreshes) & (this.pseudoChannels - 1);
      this.rows.refresh(pseudoChannel, now);
      this.meter.refresh();
      this.count(Command.refresh, now, Phase.refresh, -1 - pseudoChannel);
      this.dueRefreshes--;
    } else if (now >= this.rows.allPrechargeReadyFrom()) {
      this.rows.prechargeAll(now);
      this.queue.allClosed();
      this.count(Command.precharge, now, Phase.refresh, -1);
    }
    this.dropBarrier(now);
    const command = this.picker.pick(now);
    if (command === none || command === Command.barrier || isRowCommand(command)) return;
    this.issue(command, now);
  }

  /** Drops one barrier at the head, where there is one. */
  private dropBarrier(now: number): void {
    if (!this.queue.barrierIsHead()) return;
    this.queue.shiftBarrier();
    this.lastChange = now;
  }

  private issue(command: number, now: number): void {
    const { queue, picker } = this;
    if (isRowCommand(command)) {
      this.issueRow(command, now, picker.place);
    } else if (isArrayOperation(command)) {
      this.issueArray(command, now, queue.arrays.at(picker.place));
    } else if (command === Command.barrier) {
      const entry = queue.barriers.front;
      this.count(command, now, this.program.phases[entry], entry);
      queue.shiftBarrier();
    } else {
      const entry = picker.move;
      const phase = this.program.phases[entry];
      this.moveClock.issued(queue.bankOf(entry), now);
      this.meter.move(now, phase);
      this.count(command, now, phase, entry);
      queue.takeMove(entry);
    }
  }

  /** @param place of the array operation that needs the row command */
  private issueRow(command: number, now: number, place: number): void {
    const { rows, queue } = this;
    const entry = queue.arrays.at(place);
    const bank = queue.bankOf(entry);
    const phase = this.program.phases[entry];
    if (command === Command.precharge) {
      this.meter.array(now, rows.prechargeReadyFrom(bank), phase, 0);
      queue.closing(place);
      rows.precharge(bank, now);
    } else {
      const row = queue.rowOf(queue.arrays.valueAt(place));
      if (rows.reopens(bank, row)) {
        this.meter.reopening(now);
      } else {
        const ready = rows.activateReadyWithoutRefresh(bank);
        this.meter.array(now, ready, phase, rows.refreshedUntil(bank));
      }
      rows.activate(bank, row, now);
      queue.opened(place);
    }
    this.count(command, now, phase, entry);
  }

  private issueArray(command: number, now: number, entry: number): void {
    const bank = this.queue.bankOf(entry);
    const phase = this.program.phases[entry];
    this.meter.array(now, this.rows.macReadyFrom(bank), phase, 0);
    this.rows.mac(bank, now);
    this.count(command, now, phase, entry);
    this.queue.takeHit(this.picker.place);
  }

  private count(command: number, now: number, phase: number, entry: number): void {
    this.lastChange = now;
    this.counts[phase * commandCodes + command]++;
    this.note(command, now, entry);
  }

  private note(command: number, now: number, entry: number): void {
    if (this.record !== undefined) noteCommand(this.record, now, command, entry);
  }
}
