/** Data moves in the order in which they are issued; the buffers are kept when it is cleared. */
export class MoveList {
  length = 0;
  commands = new Uint8Array(64);
  banks = new Uint16Array(64);
  phases = new Uint8Array(64);

  clear(): void {
    this.length = 0;
  }

  push(command: number, bank: number, phase: number): void {
    if (this.length === this.commands.length) this.grow();
    const at = this.length++;
    this.commands[at] = command;
    this.banks[at] = bank;
    this.phases[at] = phase;
  }

  private grow(): void {
    const { commands, banks, phases } = this;
    const capacity = this.length * 2;
    (this.commands = new Uint8Array(capacity)).set(commands);
    (this.banks = new Uint16Array(capacity)).set(banks);
    (this.phases = new Uint8Array(capacity)).set(phases);
  }
}
