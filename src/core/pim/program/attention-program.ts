import { Command } from "./command";
import type { AttentionShape } from "../layout/attention-shape";
import { Phase, type PhaseCode } from "./phase";
import type { ProgramBuilder } from "./program";

/** Lines whose scores one set of moves to the softmax buffer carries away. */
export const linesPerGroup = 16;

/** The lines of its context that one head reads, on a channel of its own. */
export interface HeadLines {
  /** Distinct, ascending; the first `count` are valid. */
  readonly lines: Uint32Array;
  readonly count: number;
  /** Which columns of keys it reads; absent where it reads whole keys. */
  readonly keyColumns?: KeyColumns | undefined;
}

/** Columns of the keys that a head reads, where it leaves channels out. */
export interface KeyColumns {
  /** By column of a key: 0 where no kept channel lies in it. */
  readonly kept: Uint32Array;
  /** By line, in the order of `HeadLines.lines`: 1 where all columns are read even so. */
  readonly whole: Uint8Array;
}

/** Up to as many heads as the stack has channels; head h runs on channel h. */
export interface Iteration {
  /** Byte offset of its keys in a bank; its values lie `shape.valueOffset` above. */
  readonly keyAddress: number;
  readonly heads: readonly HeadLines[];
}

/** Writes the parts of an iteration's attention, heads innermost (docs/pim-model.md#many-heads). */
export class AttentionProgram {
  constructor(
    readonly program: ProgramBuilder,
    readonly shape: AttentionShape,
  ) {}

  /** One iteration by itself. */
  writeSingle(iteration: Iteration): void {
    this.writeQuery(iteration);
    this.barrier(Phase.writeQuery);
    this.writeScores(iteration);
    this.writeContext(iteration);
  }

  /** Scores of an iteration whose queries are in place, up to the softmax results. */
  writeScores(iteration: Iteration): void {
    const groups = groupsOf(iteration);
    for (let group = 0; group <= groups; group++) {
      this.scoreGroup(iteration, group);
      this.scoreMoves(iteration, group - 1);
      if (group < groups) this.barrier(Phase.score);
    }
    this.softmax(iteration);
    this.probabilityMoves(iteration);
    this.barrier(Phase.softmaxMoves);
  }

  writeContext(iteration: Iteration): void {
    const chunks = this.shape.vectorColumns;
    for (let chunk = 0; chunk <= chunks; chunk++) {
      this.contextChunk(iteration, chunk);
      this.contextMoves(iteration, chunk - 1);
      if (chunk < chunks) this.barrier(Phase.context);
    }
  }

  writeQuery({ keyAddress, heads }: Iteration, into = this.program): void {
    const { layout, vectorColumns } = this.shape;
    for (const target of layout.queryTargets) {
      for (let part = 0; part < vectorColumns; part++) {
        for (let head = 0; head < heads.length; head++) {
          const address = keyAddress + target + part;
          into.push(Command.writeGemvBuffer, head, address, Phase.writeQuery);
        }
      }
    }
  }

  /** MACs of the group-th 16 lines; none where the heads have no such group. */
  scoreGroup({ keyAddress, heads }: Iteration, group: number): void {
    const { layout, vectorColumns } = this.shape;
    const from = group * linesPerGroup;
    const to = Math.min(from + linesPerGroup, longest(heads));
    for (let rank = from; rank < to; rank++) {
      for (let part = 0; part < vectorColumns; part++) {
        for (let head = 0; head < heads.length; head++) {
          const { count, lines, keyColumns } = heads[head];
          if (rank >= count || (keyColumns && !readsColumn(keyColumns, rank, part))) continue;
          const column = lines[rank] * vectorColumns + part;
          const address = keyAddress + layout.columnOffset(column);
          this.program.push(Command.mac, head, address, Phase.score);
        }
      }
    }
  }

  /** Moves of a group's scores; none for group -1. */
  scoreMoves({ keyAddress, heads }: Iteration, group: number): void {
    if (group < 0) return;
    for (const target of this.shape.layout.scoreTargets) {
      for (let head = 0; head < heads.length; head++) {
        if (heads[head].count <= group * linesPerGroup) continue;
        const address = keyAddress + target;
        this.program.push(Command.moveToSoftmaxBuffer, head, address, Phase.softmaxMoves);
      }
    }
  }

  softmax({ heads }: Iteration): void {
    for (let head = 0; head < heads.length; head++) {
      this.program.push(Command.softmax, head, 0, Phase.softmaxMoves);
    }
  }

  probabilityMoves({ keyAddress, heads }: Iteration, into = this.program): void {
    const { layout, elementsPerColumn, valueOffset } = this.shape;
    const parts = Math.ceil(longest(heads) / elementsPerColumn);
    for (const target of layout.probabilityTargets) {
      for (let part = 0; part < parts; part++) {
        for (let head = 0; head < heads.length; head++) {
          if (part >= Math.ceil(heads[head].count / elementsPerColumn)) continue;
          const address = keyAddress + valueOffset + target + part;
          into.push(Command.moveToGemvBuffer, head, address, Phase.softmaxMoves);
        }
      }
    }
  }

  /** MACs of one chunk of the values; none behind the last. */
  contextChunk({ keyAddress, heads }: Iteration, chunk: number): void {
    const { layout, vectorColumns, valueOffset, contextLines } = this.shape;
    if (chunk === vectorColumns) return;
    const lines = longest(heads);
    for (let rank = 0; rank < lines; rank++) {
      for (let head = 0; head < heads.length; head++) {
        if (rank >= heads[head].count) continue;
        const column = heads[head].lines[rank] + chunk * contextLines;
        const address = keyAddress + valueOffset + layout.columnOffset(column);
        this.program.push(Command.mac, head, address, Phase.context);
      }
    }
  }

  /** Moves of a chunk's sums; none for chunk -1. */
  contextMoves({ keyAddress, heads }: Iteration, chunk: number): void {
    if (chunk < 0) return;
    const { layout, valueOffset } = this.shape;
    for (const target of layout.contextTargets) {
      for (let head = 0; head < heads.length; head++) {
        const address = keyAddress + valueOffset + target;
        this.program.push(Command.moveToSoftmaxBuffer, head, address, Phase.context);
      }
    }
  }

  barrier(phase: PhaseCode): void {
    for (let channel = 0; channel < this.shape.barrierChannels; channel++) {
      this.program.push(Command.barrier, channel, 0, phase);
    }
  }
}

function readsColumn({ kept, whole }: KeyColumns, rank: number, part: number): boolean {
  return whole[rank] > 0 || kept[part] > 0;
}

function longest(heads: readonly HeadLines[]): number {
  let most = 0;
  for (const head of heads) most = Math.max(most, head.count);
  return most;
}

/** Groups of 16 lines that the longest head of an iteration has. */
export function groupsOf(iteration: Iteration): number {
  return Math.ceil(longest(iteration.heads) / linesPerGroup);
}
