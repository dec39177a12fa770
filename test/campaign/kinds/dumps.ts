import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { FileSource } from "../../../src/core/files/file-source";
import type { Random } from "../../../src/core/trace/generate/random";
import { importTrace } from "../../../src/core/trace/import/import-trace";
import { npyFile, zipFile } from "../../fixtures/import/npz-file";
import { readWholeTrace } from "../../fixtures/trace/read-whole-trace";
import { fileOf } from "../../fixtures/trace/safetensors-file";
import type { Kind, Try } from "../frame/kind";
import { acceptedOrRefused } from "../frame/refusals";
import { mutateBytes } from "../mutate/bytes";
import { mutateJson, textOf, type Json } from "../mutate/json";
import { mutateJsonText } from "../mutate/texts";
import { edgeNumbers, hostileTexts, pick } from "../mutate/values";

const sample = (name: string) => readFileSync(path.join("test/fixtures/import", name));
const zips = ["stored.npz", "deflated.npz", "pages.npz"].map(sample);
const tensors = sample("cache.safetensors");
const jsonEnd = 8 + Number(tensors.readBigUInt64LE(0));
const tensorHeader = JSON.parse(tensors.subarray(8, jsonEnd).toString()) as Json;

const indices: Json = {
  prompt_tokens: 32,
  page_size: 4,
  kv_heads: 1,
  head_dimension: 64,
  layers: {
    0: [
      [
        [0, 1, 5],
        [2, 3],
      ],
      [[1], [7, 8]],
    ],
    3: [
      [[0], [1]],
      [[4], [2]],
    ],
  },
};

/** Imports what a maker makes: the trace that comes out can be read, or nothing comes out. */
function dumpKind(
  name: string,
  extension: string,
  make: (random: Random) => Uint8Array | string,
): Kind {
  const attempt: Try = async ({ random, folder, keep }) => {
    const bytes = make(random);
    keep(bytes);
    const place = folder();
    const from = path.join(place, `dump.${extension}`);
    const out = path.join(place, "out.kvtrace");
    writeFileSync(from, bytes);
    const outcome = await acceptedOrRefused(() => importTrace(from, out, optionsOf(random)));
    const written = readdirSync(place).filter((file) => file !== path.basename(from));
    if (outcome === "accepted") await readWholeTrace(await FileSource.open(out));
    else if (written.length > 0) throw new Error(`refused, but ${written.join(", ")} is there`);
    return outcome;
  };
  return { name, prepare: () => attempt };
}

function optionsOf(random: Random) {
  return random.below(2) === 0 ? {} : { pageTokens: pick([1, 2, 16], random) };
}

function mutateZip(random: Random): Uint8Array {
  const way = random.below(4);
  if (way === 0) return mutateBytes(pick(zips, random), random);
  if (way === 1) return hugeZip(random);
  const files = [1, 2, 3].map(() => [nameOf(random), arrayOf(random)] as const);
  const zip = zipFile(Object.fromEntries(files), random.below(2) === 0);
  return random.below(2) === 0 ? zip : mutateBytes(zip, random, 2);
}

function nameOf(random: Random): string {
  const names = ["keys", "values", "queries", "topk", "past_key_values.0.0", "layers.1.keys"];
  const hostile = Buffer.from(pick(hostileTexts, random)).toString("latin1");
  return `${pick([...names, hostile.replaceAll(/[^ -~]/g, "?")], random)}.npy`;
}

function arrayOf(random: Random): Buffer {
  const lengths = [0, 1, 2, 4, 8, 12, ...edgeNumbers.slice(5, 14)].map(Math.abs);
  const shape = Array.from({ length: 1 + random.below(4) }, () => pick(lengths, random));
  const descr = pick(["<f4", "<f2", "<f8", "<i4", "<i8", "<u1", ">f4", "|b1", "<U8"], random);
  const data = new Uint8Array(random.below(2) === 0 ? 768 : random.below(4000));
  return npyFile(descr, shape, data);
}

/** Zeros that pack a thousandfold, whatever their header says of them. */
function hugeZip(random: Random): Uint8Array {
  const length = 2 ** (16 + random.below(9));
  const head = pick([npyFile("<f4", [1, length / 4], new Uint8Array()), arrayOf(random)], random);
  return zipFile({ [nameOf(random)]: Buffer.concat([head, new Uint8Array(length)]) });
}

function mutateTensors(random: Random): Uint8Array {
  if (random.below(3) === 0) return mutateBytes(tensors, random);
  return fileOf(textOf(mutateJson(tensorHeader, random)), tensors.subarray(jsonEnd));
}

export const dumpKinds: readonly Kind[] = [
  dumpKind("dumps npz", "npz", mutateZip),
  dumpKind("dumps safetensors", "safetensors", mutateTensors),
  dumpKind("index JSON", "json", (random) => mutateJsonText([indices], random)),
];
