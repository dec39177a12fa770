import { groupsOf, type AttentionProgram, type Iteration } from "./attention-program";
import { Command } from "./command";
import { Phase } from "./phase";
import { ProgramBuilder } from "./program";

export interface PairOptions {
  /** True for the first pair of a program, which reads one column ahead of the query. */
  readonly first: boolean;
  /**
   * True repeats two habits of the published generator: the second head's context reads the first
   * head's values again, and what integer division leaves over of interleaved moves is dropped.
   */
  readonly asReference: boolean;
}

/** Writes two iterations in a pipeline: each one's moves are spread over the other's MACs. */
export class PairProgram {
  private readonly moves = new ProgramBuilder();

  constructor(private readonly attention: AttentionProgram) {}

  write(first: Iteration, second: Iteration, options: PairOptions): void {
    this.attention.writeQuery(first);
    if (options.first) this.readAhead(first);
    this.attention.barrier(Phase.writeQuery);
    this.scoreFirst(first, second, options);
    this.scoreSecond(first, second, options);
    this.contextFirst(first, second, options);
    this.attention.writeContext(options.asReference ? first : second);
  }

  private scoreFirst(first: Iteration, second: Iteration, options: PairOptions): void {
    const groups = groupsOf(first);
    this.moves.clear();
    this.attention.writeQuery(second, this.moves);
    const slices = new Slices(this.moves.length, groups, options.asReference);
    for (let group = 0; group <= groups; group++) {
      this.attention.scoreGroup(first, group);
      this.attention.scoreMoves(first, group - 1);
      if (group === groups) break;
      this.emitMoves(slices.start(group), slices.end(group));
      this.attention.barrier(Phase.score);
    }
  }

  private scoreSecond(first: Iteration, second: Iteration, options: PairOptions): void {
    const groups = groupsOf(second);
    const half = Math.floor(groups / 2);
    this.moves.clear();
    this.attention.probabilityMoves(first, this.moves);
    const slices = new Slices(this.moves.length, groups - half, options.asReference);
    for (let group = 0; group <= groups; group++) {
      this.attention.scoreGroup(second, group);
      this.attention.scoreMoves(second, group - 1);
      if (group === 0) this.attention.softmax(first);
      if (group === groups) break;
      if (group >= half) this.emitMoves(slices.start(group - half), slices.end(group - half));
      this.attention.barrier(Phase.score);
    }
  }

  private contextFirst(first: Iteration, second: Iteration, options: PairOptions): void {
    const chunks = this.attention.shape.vectorColumns;
    const half = Math.floor(chunks / 2);
    this.moves.clear();
    this.attention.probabilityMoves(second, this.moves);
    const slices = new Slices(this.moves.length, chunks - half, options.asReference);
    for (let chunk = 0; chunk <= chunks; chunk++) {
      this.attention.contextChunk(first, chunk);
      this.attention.contextMoves(first, chunk - 1);
      if (chunk === 0) this.attention.softmax(second);
      if (chunk === chunks) break;
      if (chunk >= half) this.emitMoves(slices.start(chunk - half), slices.end(chunk - half));
      this.attention.barrier(Phase.context);
    }
  }

  private readAhead({ keyAddress, heads }: Iteration): void {
    const { layout, vectorColumns } = this.attention.shape;
    for (let head = 0; head < heads.length; head++) {
      const address = keyAddress + layout.columnOffset(heads[head].lines[0] * vectorColumns);
      this.attention.program.push(Command.mac, head, address, Phase.score);
    }
  }

  private emitMoves(from: number, to: number): void {
    const { operations, channels, addresses, phases } = this.moves;
    for (let at = from; at < to; at++) {
      this.attention.program.pushCoded(operations[at], channels[at], addresses[at], phases[at]);
    }
  }
}

/** A list cut into equal slices by integer division. */
class Slices {
  private readonly size: number;

  constructor(
    private readonly length: number,
    private readonly count: number,
    private readonly dropRemainder: boolean,
  ) {
    this.size = Math.trunc(length / count);
  }

  start(slice: number): number {
    return slice * this.size;
  }

  end(slice: number): number {
    const takesRest = !this.dropRemainder && slice === this.count - 1;
    return takesRest ? this.length : (slice + 1) * this.size;
  }
}
