import { linesPerGroup } from "./attention-program";
import type { AttentionShape } from "../layout/attention-shape";
import { Command } from "./command";
import { Phase } from "./phase";
import type { ProgramBuilder } from "./program";

/**
 * Writes the index phase of one head on channel 0: a pass over lines that are scored like keys,
 * with the moves of each 16 lines behind the MACs of the next, as in the score phase. Choosing the
 * best is left to the base die and costs nothing here.
 */
export class IndexProgram {
  constructor(
    private readonly program: ProgramBuilder,
    private readonly shape: AttentionShape,
  ) {}

  /**
   * @param base byte offset of the lines in a bank
   * @param lines how many
   * @param kept by column of a line: 0 where it is not read; absent where all are
   */
  write(base: number, lines: number, kept?: Uint32Array): void {
    const { layout, vectorColumns } = this.shape;
    for (let line = 0; line < lines; line++) {
      for (let part = 0; part < vectorColumns; part++) {
        if (kept?.[part] === 0) continue;
        const address = base + layout.columnOffset(line * vectorColumns + part);
        this.program.push(Command.mac, 0, address, Phase.index);
      }
      const isGroupEnd = (line + 1) % linesPerGroup === 0 || line === lines - 1;
      if (!isGroupEnd) continue;
      if (line >= linesPerGroup) this.moves(base);
      this.program.push(Command.barrier, 0, 0, Phase.index);
    }
    if (lines === 0) return;
    this.moves(base);
    this.program.push(Command.barrier, 0, 0, Phase.index);
  }

  private moves(base: number): void {
    for (const target of this.shape.layout.scoreTargets) {
      this.program.push(Command.moveToSoftmaxBuffer, 0, base + target, Phase.index);
    }
  }
}
