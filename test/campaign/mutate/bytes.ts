import type { Random } from "../../../src/core/trace/generate/random";
import { edgeNumbers, pick } from "./values";

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

/** Bytes with one to a few mutations, each drawn anew; the input stays as it is. */
export function mutateBytes(bytes: Uint8Array, random: Random, most = 4): Uint8Array<ArrayBuffer> {
  // A buffer of Node's own would share its bytes with its copies.
  let mutated: Uint8Array = new Uint8Array(bytes);
  const count = 1 + random.below(most);
  for (let done = 0; done < count; done++) mutated = pick(mutations, random)(mutated, random);
  return new Uint8Array(mutated);
}

const mutations: readonly Mutation[] = [
  flipBit,
  setByte,
  setByte,
  fillRun,
  setNumber,
  remove,
  repeat,
  splice,
  truncate,
  swap,
];

function flipBit(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  if (copy.length > 0) copy[random.below(copy.length)] ^= 1 << random.below(8);
  return copy;
}

/** Half of them characters that mean something in JSON. */
function setByte(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const meaningful = '{}[]":,\\0123456789-.eE/* \n';
  const byte =
    random.below(2) === 0
      ? random.below(256)
      : meaningful.charCodeAt(random.below(meaningful.length));
  if (copy.length > 0) copy[random.below(copy.length)] = byte;
  return copy;
}

function fillRun(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const at = random.below(copy.length + 1);
  copy.subarray(at, at + 1 + random.below(64)).fill(pick([0, 0xff, 0x20], random));
  return copy;
}

/** A number at the edge of what its width holds, little-endian. */
function setNumber(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const width = pick([1, 2, 4, 8], random);
  if (copy.length < width) return copy;
  const view = Buffer.from(copy.buffer, copy.byteOffset, copy.length);
  const at = random.below(copy.length - width + 1);
  const value = BigInt.asUintN(8 * width, BigInt(Math.trunc(pick(edgeNumbers, random))));
  for (let byte = 0; byte < width; byte++)
    view[at + byte] = Number((value >> BigInt(8 * byte)) & 255n);
  return copy;
}

function remove(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  return join(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(16)));
}

function repeat(bytes: Uint8Array, random: Random): Uint8Array {
  const at = random.below(bytes.length + 1);
  return join(
    bytes.subarray(0, Math.min(bytes.length, at + 1 + random.below(64))),
    bytes.subarray(at),
  );
}

/** Bytes of one place over those of another. */
function splice(bytes: Uint8Array, random: Random): Uint8Array {
  const copy = bytes.slice();
  const from = random.below(bytes.length + 1);
  copy.copyWithin(random.below(bytes.length + 1), from, from + 1 + random.below(128));
  return copy;
}

function truncate(bytes: Uint8Array, random: Random): Uint8Array {
  return bytes.slice(0, random.below(bytes.length + 1));
}

function swap(bytes: Uint8Array, random: Random): Uint8Array {
  const [from, middle, to] = [0, 0, 0]
    .map(() => random.below(bytes.length + 1))
    .sort((one, other) => one - other);
  const [one, other] = [bytes.subarray(from, middle), bytes.subarray(middle, to)];
  return join(join(bytes.subarray(0, from), other), join(one, bytes.subarray(to)));
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([one, other]));
}
