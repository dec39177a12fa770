import { BankRows } from "./bank-rows";
import { ChannelQueue, isArrayOperation } from "./lockstep-queue";
import { Command, commandCodes, isRowCommand } from "../../program/command";
import { noteCommand, type ChannelRecord } from "../command-log";
import type { DecodedProgram } from "../decoded-program";
import type { DevicePreset } from "../../../memory/device-preset";
import { never } from "../clock";
import { MoveClock } from "../move-clock";
import { Phase, phaseCodes } from "../../program/phase";
import { PhaseMeter } from "../phase-meter";
import { Picker } from "./lockstep-picker";

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
  /** True where all banks of the channel open and read together. */
  private readonly allBanks: boolean;
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
    this.allBanks = preset.level === "bank";
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
    this.queue.push(entry, 1);
  }

  /** Pushes entries as long as there is room, and returns the entry that is then next. */
  fill(next: number): number {
    return this.queue.fill(next, this.program.length);
  }

  /** One cycle, as `nextEvent` gave it: what falls due, and both command slots. */
  tick(now: number): void {
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
        this.issueBarrier(now);
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
    if (picker.time === now && this.mayShareCycle(first, picker.command)) this.issue(now);
  }

  /**
   * Commands of different buses share a cycle, but for a precharge where only some banks are closed
   * (the reference's controller knows no bus for it).
   */
  private mayShareCycle(first: number, second: number): boolean {
    if (isRowCommand(first) === isRowCommand(second)) return false;
    const closesSome = first === Command.precharge || second === Command.precharge;
    return this.allBanks || !closesSome;
  }

  /** The next cycle in which something can happen, after `now`. It is never too late. */
  nextEvent(now: number): number {
    const { picker, rows } = this;
    if (this.queue.barrierIsHead()) return now + 1;
    if (this.dueRefreshes === 0) {
      picker.look(now + 1);
      return Math.min(this.nextRefresh, picker.time);
    }
    picker.lookAtColumns(now + 1);
    const refreshFrom = rows.openSets > 0 ? rows.allPrechargeReadyFrom() : now;
    return Math.min(this.nextRefresh, picker.time, Math.max(refreshFrom, now + 1));
  }

  /** False rules out that a command of the other bus can follow `first` in this cycle. */
  private mayFollow(first: number, now: number): boolean {
    const { queue, rows } = this;
    if (queue.barrierIsHead()) return false;
    if (first === Command.precharge && !this.allBanks) return false;
    if (isRowCommand(first)) return queue.movesMayCome() || now >= rows.channelReadsFrom();
    // After a MAC of all banks, nRTPL has just begun.
    if (this.allBanks && isArrayOperation(first)) return false;
    return queue.arrays.size > 0 && rows.rowBusIsFree(now);
  }

  private tickRefresh(now: number): void {
    const { rows, queue, picker } = this;
    if (rows.openSets === 0) {
      const pseudoChannel = (this.pseudoChannels - this.dueRefreshes) & (this.pseudoChannels - 1);
      rows.refresh(pseudoChannel, now);
      this.meter.refresh();
      this.count(Command.refresh, now, Phase.refresh, -1 - pseudoChannel);
      this.dueRefreshes--;
    } else if (now >= rows.allPrechargeReadyFrom()) {
      rows.prechargeAll(now);
      queue.allRowsChanged();
      this.count(Command.precharge, now, Phase.refresh, -1);
    }
    this.dropBarrier(now);
    if (queue.barrierIsHead()) return;
    picker.look(now);
    if (picker.time === now && !isRowCommand(picker.command)) this.issue(now);
  }

  /** Drops one barrier at the head, where there is one. */
  private dropBarrier(now: number): void {
    if (!this.queue.barrierIsHead()) return;
    this.queue.shiftBarrier();
    this.lastChange = now;
  }

  private issueBarrier(now: number): void {
    const entry = this.queue.barriers.front;
    this.count(Command.barrier, now, this.program.phases[entry], entry);
    this.queue.shiftBarrier();
  }

  /** Issues the pick. */
  private issue(now: number): void {
    const { command, entry } = this.picker;
    const bank = this.queue.bankOf(entry);
    if (command === Command.precharge) this.precharge(entry, bank, now);
    else if (command === Command.activate) this.activate(entry, bank, now);
    else if (isArrayOperation(command)) this.readColumn(command, entry, bank, now);
    else this.move(command, entry, bank, now);
  }

  /** @param entry the array operation for which the open row is closed */
  private precharge(entry: number, bank: number, now: number): void {
    const phase = this.program.phases[entry];
    this.meter.array(now, this.rows.prechargeReadyFrom(bank), phase, 0);
    this.rows.precharge(bank, now);
    this.queue.rowChanged(bank);
    this.count(Command.precharge, now, phase, entry);
  }

  private activate(entry: number, bank: number, now: number): void {
    const { rows } = this;
    const phase = this.program.phases[entry];
    const row = this.queue.rowOf(entry);
    if (rows.reopens(bank, row)) {
      this.meter.reopening(now);
    } else {
      const ready = rows.activateReadyWithoutRefresh(bank);
      this.meter.array(now, ready, phase, rows.refreshedUntil(bank));
    }
    rows.activate(bank, row, now);
    this.queue.rowChanged(bank);
    this.count(Command.activate, now, phase, entry);
  }

  private readColumn(operation: number, entry: number, bank: number, now: number): void {
    const phase = this.program.phases[entry];
    this.meter.array(now, this.rows.macReadyFrom(bank), phase, 0);
    this.rows.mac(bank, now);
    this.count(operation, now, phase, entry);
    this.queue.takeArray(entry);
  }

  private move(operation: number, entry: number, bank: number, now: number): void {
    const phase = this.program.phases[entry];
    this.moveClock.issued(bank, now);
    this.meter.move(now, phase);
    this.count(operation, now, phase, entry);
    this.queue.takeMove(entry);
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
