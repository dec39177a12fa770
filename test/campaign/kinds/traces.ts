import { BytesSource } from "../../../src/core/files/bytes-source";
import type { Random } from "../../../src/core/trace/generate/random";
import { fileOf, safetensors } from "../../fixtures/trace/safetensors-file";
import { readWholeTrace } from "../../fixtures/trace/read-whole-trace";
import { smallMetadata, smallTensors } from "../../fixtures/trace/small-trace";
import type { Kind, Try } from "../frame/kind";
import { acceptedOrRefused } from "../frame/refusals";
import { mutateBytes } from "../mutate/bytes";
import { deepText, mutateJson, textOf, type Json } from "../mutate/json";

const { header: goodHeader, data } = safetensors(smallTensors(), smallMetadata);
const header = JSON.parse(JSON.stringify(goodHeader)) as Json;
const good = fileOf(JSON.stringify(header), data);
const headerEnd = good.length - data.length;

/** Opens what a maker makes, and reads all of it. */
function traceKind(name: string, make: (random: Random) => Uint8Array): Kind {
  const attempt: Try = ({ random, keep }) => {
    const bytes = make(random);
    keep(bytes);
    return acceptedOrRefused(() => readWholeTrace(new BytesSource("fuzzed.kvtrace", bytes)));
  };
  return { name, prepare: () => attempt };
}

/** Bytes of the header's text, with its length as it then is or as it was. */
function mutateHeaderBytes(random: Random): Uint8Array {
  if (random.below(4) === 0) return mutateBytes(good, random);
  const text = mutateBytes(good.subarray(8, headerEnd), random);
  return fileOf(text, data);
}

function mutateHeaderStructure(random: Random): Uint8Array {
  if (random.below(200) === 0) return fileOf(deepText(random), data);
  return fileOf(textOf(mutateJson(header, random)), data);
}

function truncateTrace(random: Random): Uint8Array {
  const kept = good.subarray(0, random.below(good.length + 1));
  return random.below(4) === 0 ? mutateBytes(kept, random) : kept;
}

export const traceKinds: readonly Kind[] = [
  traceKind("header bytes", mutateHeaderBytes),
  traceKind("header structure", mutateHeaderStructure),
  traceKind("trace truncated", truncateTrace),
];
