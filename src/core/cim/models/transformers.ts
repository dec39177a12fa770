import { InputError } from "../../errors";
import type { LinearLayer } from "../mapping/linear-layer";
import type { CimModel } from "./model";

const hidden = 1024;
const feedForward = 4096;

/** Writes the layers of a model one after the other; each call begins a phase. */
class LayerTable {
  readonly layers: LinearLayer[] = [];
  private phase = 0;

  /** Layers that work at the same time; `input` is what they read. */
  together(...layers: Omit<LinearLayer, "phase">[]): void {
    for (const layer of layers) this.layers.push({ ...layer, phase: this.phase });
    this.phase++;
  }

  /** @param memory what keys and values are made of, where it is not the input itself */
  attention(name: string, input: string, memory = input): void {
    const square = (part: string, from: string) => ({
      name: `${name}.${part}`,
      outputs: hidden,
      inputs: hidden,
      input: from,
    });
    this.together(square("query", input), square("key", memory), square("value", memory));
    this.together(square("output", `${name} context`));
  }

  feedForward(name: string): void {
    this.together({
      name: `${name}.up`,
      outputs: feedForward,
      inputs: hidden,
      input: `${name} input`,
    });
    this.together({
      name: `${name}.down`,
      outputs: hidden,
      inputs: feedForward,
      input: `${name} hidden`,
    });
  }
}

/** Blocks of self-attention and feed-forward. */
function stackOfBlocks(count: number): readonly LinearLayer[] {
  const table = new LayerTable();
  for (let block = 0; block < count; block++) {
    table.attention(`${block}.attention`, `${block} input`);
    table.feedForward(`${block}.feed-forward`);
  }
  return table.layers;
}

/** Encoder blocks, then decoder blocks that attend to the encoder's output as well. */
function encoderDecoder(encoders: number, decoders: number): readonly LinearLayer[] {
  const table = new LayerTable();
  for (let block = 0; block < encoders; block++) {
    table.attention(`encoder.${block}.attention`, `encoder ${block} input`);
    table.feedForward(`encoder.${block}.feed-forward`);
  }
  for (let block = 0; block < decoders; block++) {
    table.attention(`decoder.${block}.attention`, `decoder ${block} input`);
    const cross = `decoder.${block}.cross-attention`;
    table.attention(cross, `decoder ${block} attended`, "encoder output");
    table.feedForward(`decoder.${block}.feed-forward`);
  }
  return table.layers;
}

/** The models of arXiv 2510.11192, with the contexts of its evaluation. */
export const cimModels: readonly CimModel[] = [
  {
    name: "bert-large",
    title: "BERT-large",
    context: 512,
    hidden,
    attentions: 24,
    layers: stackOfBlocks(24),
    source: "Devlin et al., BERT, NAACL 2019",
  },
  {
    name: "bart-large",
    title: "BART-large",
    context: 1024,
    hidden,
    attentions: 36,
    layers: encoderDecoder(12, 12),
    source: "Lewis et al., BART, ACL 2020",
  },
  {
    name: "gpt-2-medium",
    title: "GPT-2-medium",
    context: 1024,
    hidden,
    attentions: 24,
    layers: stackOfBlocks(24),
    source: "Radford et al., Language Models are Unsupervised Multitask Learners, 2019",
  },
];

/** @throws InputError when no model has this name */
export function findCimModel(name: string): CimModel {
  const found = cimModels.find((model) => model.name === name.toLowerCase());
  if (found !== undefined) return found;
  const names = cimModels.map((model) => model.name).join(", ");
  throw new InputError("model", `"${name}" is unknown; known are ${names}`);
}
