import { Command } from "../../program/command";
import { ChannelPicker } from "../channel-picker";
import { never } from "../clock";
import type { DecodedProgram } from "../decoded-program";
import type { MoveClock } from "../move-clock";
import type { OneBankQueue } from "./one-bank-queue";
import type { OpenRow } from "./open-row";

/** Picker for programs that `OneBankCheck` allows: one array operation against the moves. */
export class OneBankPicker extends ChannelPicker {
  /** Bank of the program's array operations. */
  bank = 0;
  /** True where the first array operation is a row hit. */
  private holds = false;

  constructor(
    program: DecodedProgram,
    protected readonly queue: OneBankQueue,
    private readonly row: OpenRow,
    moveClock: MoveClock,
  ) {
    super(program, moveClock);
  }

  look(from: number): void {
    const { queue, row } = this;
    const { firstArray } = queue;
    this.time = never;
    this.entry = firstArray;
    this.holds = false;
    if (firstArray !== never) {
      this.holds = row.row === this.program.keys[firstArray];
      if (!row.anyOpen) {
        this.command = Command.activate;
        this.time = Math.max(from, row.openFrom);
      } else if (!this.holds) {
        this.command = Command.precharge;
        this.time = Math.max(from, row.closeFrom);
      } else if (firstArray < queue.barriers.front) {
        this.command = this.program.operations[firstArray];
        this.time = Math.max(from, row.readFrom);
      }
    }
    if (queue.movesMayCome()) this.lookAtMoves(from);
  }

  protected hitWaitsAt(bank: number): boolean {
    return this.holds && bank === this.bank;
  }
}
