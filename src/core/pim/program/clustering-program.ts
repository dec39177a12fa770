import type { AttentionShape } from "../layout/attention-shape";
import { Command } from "./command";
import { Phase } from "./phase";
import type { ProgramBuilder } from "./program";

/** Windows of new keys that are clustered in memory. */
export interface ClusteringWork {
  readonly windows: number;
  /** Vectors of a window, N. */
  readonly vectors: number;
  /** Clusters of a window, K. */
  readonly clusters: number;
  /** Iterations of k-means, I. */
  readonly iterations: number;
}

/** Where a window and its centroids lie in a bank while they are clustered. */
export interface ClusteringPlace {
  readonly vectors: number;
  readonly centroids: number;
}

/**
 * Writes k-means in memory as STARC counts its commands (table 1 of the conference version): with
 * T = columns of a vector and C = lines of centroids,
 * normalise, per vector: T MAC, 1 MVSB, T VNORM;
 * assignment, per iteration: N WRGB, N*T*C MAC, N*C MVSB;
 * update, per iteration: N MVGB, N*T MAC, 1 WRGB.
 * A vector's moves are issued beside its neighbour's MACs; the buffers hold two vectors.
 */
export class ClusteringProgram {
  constructor(
    private readonly program: ProgramBuilder,
    private readonly shape: AttentionShape,
    private readonly place: ClusteringPlace,
  ) {}

  write(work: ClusteringWork): void {
    for (let window = 0; window < work.windows; window++) {
      this.normalise(work);
      for (let iteration = 0; iteration < work.iterations; iteration++) {
        this.assign(work);
        this.update(work);
      }
    }
  }

  private normalise({ vectors }: ClusteringWork): void {
    for (let vector = 0; vector <= vectors; vector++) {
      if (vector < vectors) this.columns(Command.mac, this.place.vectors, this.lineOf(vector));
      if (vector > 0) this.move(Command.moveToSoftmaxBuffer, vector - 1);
      this.barrier();
    }
    for (let vector = 0; vector < vectors; vector++) {
      this.columns(Command.normalise, this.place.vectors, this.lineOf(vector));
    }
    this.barrier();
  }

  private assign({ vectors, clusters }: ClusteringWork): void {
    const lines = Math.ceil(clusters / this.shape.layout.slotsPerLine);
    this.move(Command.writeGemvBuffer, 0);
    this.barrier();
    for (let vector = 0; vector <= vectors; vector++) {
      if (vector < vectors) {
        for (let line = 0; line < lines; line++) {
          this.columns(Command.mac, this.place.centroids, line);
        }
      }
      if (vector > 0) {
        for (let line = 0; line < lines; line++) {
          this.move(Command.moveToSoftmaxBuffer, vector - 1);
        }
      }
      if (vector + 1 < vectors) this.move(Command.writeGemvBuffer, vector + 1);
      this.barrier();
    }
  }

  private update({ vectors }: ClusteringWork): void {
    for (let vector = 0; vector < vectors; vector++) this.move(Command.moveToGemvBuffer, vector);
    this.barrier();
    for (let vector = 0; vector < vectors; vector++) {
      this.columns(Command.mac, this.place.vectors, this.lineOf(vector));
    }
    this.barrier();
    this.move(Command.writeGemvBuffer, 0);
    this.barrier();
  }

  private lineOf(vector: number): number {
    return Math.floor(vector / this.shape.layout.slotsPerLine);
  }

  private columns(
    operation: typeof Command.mac | typeof Command.normalise,
    base: number,
    line: number,
  ): void {
    const { layout, vectorColumns } = this.shape;
    for (let part = 0; part < vectorColumns; part++) {
      const address = base + layout.columnOffset(line * vectorColumns + part);
      this.program.push(operation, 0, address, Phase.clustering);
    }
  }

  private move(
    operation:
      | typeof Command.writeGemvBuffer
      | typeof Command.moveToSoftmaxBuffer
      | typeof Command.moveToGemvBuffer,
    vector: number,
  ): void {
    const { scoreTargets } = this.shape.layout;
    const target = scoreTargets[vector % scoreTargets.length];
    this.program.push(operation, 0, this.place.vectors + target, Phase.clustering);
  }

  private barrier(): void {
    this.program.push(Command.barrier, 0, 0, Phase.clustering);
  }
}
