import type { DevicePreset } from "../../../memory/device-preset";
import { Command, isRowCommand } from "../../program/command";
import { Channel, type ChannelOptions } from "../channel";
import { isArrayOperation } from "../channel-queue";
import type { DecodedProgram } from "../decoded-program";
import { BankRows } from "./bank-rows";
import { LockstepPicker } from "./lockstep-picker";
import { LockstepQueue } from "./lockstep-queue";

/** Controller for any program: banks or sets of banks open and read in any order. */
export class LockstepChannel extends Channel {
  protected readonly rows: BankRows;
  protected readonly queue: LockstepQueue;
  protected readonly picker: LockstepPicker;
  /** True where all banks of the channel open and read together. */
  private readonly allBanks: boolean;

  constructor(preset: DevicePreset, program: DecodedProgram) {
    super(preset, program);
    this.rows = new BankRows(preset);
    this.queue = new LockstepQueue(preset, this.rows, program);
    this.picker = new LockstepPicker(program, this.queue, this.rows, this.moveClock);
    this.allBanks = preset.level === "bank";
  }

  override start(options: ChannelOptions): void {
    this.rows.reset();
    super.start(options);
  }

  get activations(): Uint32Array {
    return this.rows.activations;
  }

  get full(): boolean {
    return this.queue.full;
  }

  /** @param entry of the program, later than every entry pushed before; the queue is not full */
  push(entry: number): void {
    this.queue.push(entry, 1);
  }

  /** Pushes entries as long as there is room, and returns the entry that is then next. */
  fill(next: number): number {
    return this.queue.fill(next);
  }

  /**
   * Commands of different buses share a cycle, but for a precharge where only some banks are closed
   * (the reference's controller knows no bus for it).
   */
  protected mayShareCycle(first: number, second: number): boolean {
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
    const refreshFrom = rows.anyOpen ? rows.allCloseFrom() : now;
    return Math.min(this.nextRefresh, picker.time, Math.max(refreshFrom, now + 1));
  }

  protected mayFollow(first: number, now: number): boolean {
    const { queue, rows } = this;
    if (queue.barrierIsHead()) return false;
    if (first === Command.precharge && !this.allBanks) return false;
    if (isRowCommand(first)) return queue.movesMayCome() || now >= rows.channelReadsFrom();
    // After a MAC of all banks, nRTPL has just begun.
    if (this.allBanks && isArrayOperation(first)) return false;
    return queue.arrays.size > 0 && rows.rowBusIsFree(now);
  }

  protected rowsClosed(): void {
    this.queue.allRowsChanged();
  }

  protected issue(now: number): void {
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
}
