import { AttentionProgram, type HeadLines, type Iteration } from "./attention-program";
import { ClusteringProgram, type ClusteringWork } from "./clustering-program";
import { IndexProgram } from "./index-program";
import { Phase } from "./phase";
import { ProgramBuilder } from "./program";
import type { StepReads } from "./step-reads";
import type { HeadStepOptions, HeadStepRequest } from "./step-request";

/** Writes the program of one head's step. */
export class StepProgram {
  readonly program = new ProgramBuilder();
  private readonly attention: AttentionProgram;
  private readonly index: IndexProgram;
  private readonly clustering: ClusteringProgram;
  private readonly head: { lines: Uint32Array; count: number; keyColumns: HeadLines["keyColumns"] };
  private readonly iteration: Iteration;

  constructor(private readonly reads: StepReads) {
    const { shape, selected } = reads;
    const { regions } = shape;
    this.attention = new AttentionProgram(this.program, shape);
    this.index = new IndexProgram(this.program, shape);
    const place = { vectors: regions.clustering, centroids: regions.centroids };
    this.clustering = new ClusteringProgram(this.program, shape, place);
    this.head = { lines: selected.lines, count: 0, keyColumns: undefined };
    this.iteration = { keyAddress: regions.keys, heads: [this.head] };
  }

  /** @param request that `reads` has taken */
  write({ index, clustering }: HeadStepRequest, options: HeadStepOptions): void {
    const { selected, keyColumns } = this.reads;
    this.program.clear();
    this.head.lines = selected.lines;
    this.head.count = selected.count;
    this.head.keyColumns = keyColumns;
    this.attention.writeQuery(this.iteration);
    this.attention.barrier(Phase.writeQuery);
    if (options.chargeIndex) this.writeIndex(index);
    this.attention.writeScores(this.iteration);
    this.attention.writeContext(this.iteration);
    if (clustering && options.chargeClustering) this.clustering.write(clustering);
  }

  /** Clustering and nothing else. */
  writeClustering(work: ClusteringWork): void {
    this.program.clear();
    this.clustering.write(work);
  }

  private writeIndex(work: HeadStepRequest["index"]): void {
    const { shape, indexColumns } = this.reads;
    const { regions } = shape;
    if (work.kind === "vectors") this.index.write(regions.index, shape.linesOf(work.count));
    if (work.kind === "channels") this.index.write(regions.keys, shape.contextLines, indexColumns);
  }
}
