import type { IndexWork } from "../../policy/policy";
import { AddressMap } from "../../memory/address-map";
import { linesPerGroup } from "../program/attention-program";
import type { ClusteringWork } from "../program/clustering-program";
import { Command } from "../program/command";
import type { DevicePreset } from "../../memory/device-preset";
import type { IndependentChannel } from "../controller/independent/independent-channel";
import { LaneLists, LaneReads } from "../controller/independent/lane-reads";
import { MoveList } from "../controller/independent/move-list";
import { lanesPerChannel } from "../../memory/organisation";
import { Phase } from "../program/phase";
import type { StepReads } from "../program/step-reads";

/**
 * The passes of a step in which every lane goes through its own vectors. They are those of the
 * lockstep program, with a lane's i-th selected vector in place of the i-th selected line: 16
 * vectors of every lane are scored beside the moves of the 16 before, and a lane that has run out
 * waits.
 */
export class IndependentPasses {
  private readonly lanes: number;
  private readonly lanesPerPseudoChannel: number;
  private readonly address: AddressMap;
  private readonly reads: LaneReads;
  private readonly moves = new MoveList();
  /** Lines of each lane's selected vectors. */
  private readonly vectors: LaneLists;

  constructor(
    private readonly preset: DevicePreset,
    private readonly channel: IndependentChannel,
    private readonly step: StepReads,
  ) {
    this.lanes = lanesPerChannel(preset.organisation);
    this.lanesPerPseudoChannel = this.lanes / preset.organisation.pseudoChannels;
    this.address = new AddressMap(preset.organisation);
    this.reads = new LaneReads(this.lanes);
    this.vectors = new LaneLists(this.lanes);
  }

  /** Takes the selection of the step. */
  start(): void {
    const { selected } = this.step;
    this.reads.clear();
    this.moves.clear();
    this.vectors.clear();
    for (let rank = 0; rank < selected.count; rank++) {
      const line = selected.lines[rank];
      for (let bits = selected.maskOf(line); bits !== 0; bits &= bits - 1) {
        this.vectors.push(31 - Math.clz32(bits & -bits), line);
      }
    }
  }

  finish(): void {
    this.channel.finish(this.reads);
  }

  writeQuery(): void {
    const { layout, vectorColumns } = this.step.shape;
    for (let part = 0; part < vectorColumns; part++) {
      this.addMoves(Command.writeGemvBuffer, layout.queryTargets, Phase.writeQuery);
    }
    this.pass(Phase.writeQuery);
  }

  index(work: IndexWork, slotCount: number): void {
    const { regions } = this.step.shape;
    if (work.kind === "vectors") this.indexLines(regions.index, work.count);
    if (work.kind === "channels") {
      this.indexLines(regions.keys, slotCount, this.step.indexColumns);
    }
  }

  private indexLines(base: number, count: number, kept?: Uint32Array): void {
    const { shape } = this.step;
    const lines = shape.linesOf(count);
    for (let first = 0; first < lines; first += linesPerGroup) {
      for (let line = first; line < Math.min(lines, first + linesPerGroup); line++) {
        const lanes = Math.min(this.lanes, count - line * this.lanes);
        for (let lane = 0; lane < lanes; lane++) this.readVector(lane, base, line, kept);
      }
      if (first > 0) this.addIndexMoves();
      this.pass(Phase.index);
    }
    if (lines > 0) this.addIndexMoves();
    this.pass(Phase.index);
  }

  private addIndexMoves(): void {
    this.addMoves(Command.moveToSoftmaxBuffer, this.step.shape.layout.scoreTargets, Phase.index);
  }

  scores(): void {
    const { shape, whole, keyColumns } = this.step;
    const groups = Math.ceil(this.vectors.longest() / linesPerGroup);
    for (let group = 0; group < groups; group++) {
      const from = group * linesPerGroup;
      for (let lane = 0; lane < this.lanes; lane++) {
        const to = Math.min(from + linesPerGroup, this.vectors.counts[lane]);
        for (let place = from; place < to; place++) {
          const line = this.vectors.at(lane, place);
          const isWhole = keyColumns === undefined || (whole.maskOf(line) & (1 << lane)) !== 0;
          this.readVector(lane, shape.regions.keys, line, isWhole ? undefined : keyColumns.kept);
        }
      }
      this.addScoreMoves(group - 1);
      this.pass(Phase.score);
    }
    this.addScoreMoves(groups - 1);
    this.moves.push(Command.softmax, 0, Phase.softmaxMoves);
    this.addProbabilityMoves();
    this.pass(Phase.softmaxMoves);
  }

  context(): void {
    const { shape } = this.step;
    for (let chunk = 0; chunk < shape.vectorColumns; chunk++) {
      for (let lane = 0; lane < this.lanes; lane++) {
        for (let place = 0; place < this.vectors.counts[lane]; place++) {
          const column = this.vectors.at(lane, place) + chunk * shape.contextLines;
          this.readColumn(lane, shape.regions.values, column);
        }
      }
      if (chunk > 0) this.addContextMoves();
      this.pass(Phase.context);
    }
    this.addContextMoves();
    this.pass(Phase.context);
  }

  clustering(work: ClusteringWork): void {
    for (let window = 0; window < work.windows; window++) {
      this.readWindow(work);
      this.addVectorMoves(Command.moveToSoftmaxBuffer, work.vectors);
      this.pass(Phase.clustering);
      this.readWindow(work);
      this.pass(Phase.clustering, Command.normalise);
      for (let iteration = 0; iteration < work.iterations; iteration++) {
        this.assign(work);
        this.addVectorMoves(Command.moveToGemvBuffer, work.vectors);
        this.pass(Phase.clustering);
        this.readWindow(work);
        this.pass(Phase.clustering);
        this.addVectorMoves(Command.writeGemvBuffer, 1);
        this.pass(Phase.clustering);
      }
    }
  }

  /** Each vector in turn is a query for the centroids. */
  private assign({ vectors, clusters }: ClusteringWork): void {
    const { shape } = this.step;
    this.addVectorMove(Command.writeGemvBuffer, 0);
    this.pass(Phase.clustering);
    for (let vector = 0; vector <= vectors; vector++) {
      for (let cluster = 0; vector < vectors && cluster < clusters; cluster++) {
        const line = Math.floor(cluster / this.lanes);
        this.readVector(cluster % this.lanes, shape.regions.centroids, line);
      }
      for (let line = 0; vector > 0 && line < shape.linesOf(clusters); line++) {
        this.addVectorMove(Command.moveToSoftmaxBuffer, vector - 1);
      }
      if (vector + 1 < vectors) this.addVectorMove(Command.writeGemvBuffer, vector + 1);
      this.pass(Phase.clustering);
    }
  }

  private readWindow({ vectors }: ClusteringWork): void {
    const { regions } = this.step.shape;
    for (let vector = 0; vector < vectors; vector++) {
      const line = Math.floor(vector / this.lanes);
      this.readVector(vector % this.lanes, regions.clustering, line);
    }
  }

  private readVector(lane: number, base: number, line: number, kept?: Uint32Array): void {
    const { vectorColumns } = this.step.shape;
    for (let part = 0; part < vectorColumns; part++) {
      if (kept?.[part] === 0) continue;
      this.readColumn(lane, base, line * vectorColumns + part);
    }
  }

  private readColumn(lane: number, base: number, column: number): void {
    const offset = base + this.step.shape.layout.columnOffset(column);
    this.reads.push(lane, this.address.row(offset));
  }

  private addScoreMoves(group: number): void {
    if (group < 0) return;
    for (const target of this.step.shape.layout.scoreTargets) {
      if (this.vectorsAt(target) > group * linesPerGroup) {
        this.addMove(Command.moveToSoftmaxBuffer, target, Phase.softmaxMoves);
      }
    }
  }

  private addProbabilityMoves(): void {
    const { layout, elementsPerColumn } = this.step.shape;
    for (const target of layout.probabilityTargets) {
      const parts = Math.ceil(this.vectorsAt(target) / elementsPerColumn);
      for (let part = 0; part < parts; part++) {
        this.addMove(Command.moveToGemvBuffer, target, Phase.softmaxMoves);
      }
    }
  }

  private addContextMoves(): void {
    const { contextTargets } = this.step.shape.layout;
    this.addMoves(Command.moveToSoftmaxBuffer, contextTargets, Phase.context);
  }

  private addVectorMoves(command: number, vectors: number): void {
    for (let vector = 0; vector < vectors; vector++) this.addVectorMove(command, vector);
  }

  private addVectorMove(command: number, vector: number): void {
    const { scoreTargets } = this.step.shape.layout;
    this.addMove(command, scoreTargets[vector % scoreTargets.length], Phase.clustering);
  }

  private addMoves(command: number, targets: readonly number[], phase: number): void {
    for (const target of targets) this.addMove(command, target, phase);
  }

  private addMove(command: number, target: number, phase: number): void {
    this.moves.push(command, this.address.bank(target), phase);
  }

  /** Selected vectors of the longer of the lanes that a move serves, one per pseudo-channel. */
  private vectorsAt(target: number): number {
    const lane = Math.floor(this.address.bank(target) / this.preset.organisation.banks);
    let most = 0;
    for (let at = lane; at < this.lanes; at += this.lanesPerPseudoChannel) {
      most = Math.max(most, this.vectors.counts[at]);
    }
    return most;
  }

  private pass(phase: number, operation: number = Command.mac): void {
    this.channel.runPass(phase, operation, this.reads, this.moves);
    this.reads.clear();
    this.moves.clear();
  }
}
