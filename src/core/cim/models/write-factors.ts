import { encodeHeader } from "../../trace/header/encode-header";
import { fillSink } from "../../files/byte-sink";
import { WholeFile } from "../../files/whole-file";
import type { Monarch } from "../monarch/monarch";
import type { MonarchWeight } from "../monarch/weight";

/**
 * Writes the factors of a weight as a safetensors file: `NAME.left` and `NAME.right`, F32
 * [tiles, b, b, b], tiles row-major in their grid. The file appears when it is complete.
 * @param signal ends the write with its reason; nothing is left behind
 * @throws InputError if it cannot be written
 */
export async function writeFactors(
  path: string,
  name: string,
  { shape, tiles }: MonarchWeight,
  signal?: AbortSignal,
): Promise<void> {
  const { outputs, inputs, blockSize: b } = shape;
  const tensor = (side: string) => {
    return { name: `${name}.${side}`, dtype: "F32", shape: [tiles.length, b, b, b] };
  };
  const form = tiles[0].inputPermutation ? "P L P R P" : "P L P R";
  const metadata = { monarch: form, outputs: String(outputs), inputs: String(inputs) };
  const { bytes } = encodeHeader([tensor("left"), tensor("right")], metadata);
  const sink = await WholeFile.create(path);
  await fillSink(sink, async () => {
    await sink.write(bytes);
    for (const factor of [(tile: Monarch) => tile.left, (tile: Monarch) => tile.right]) {
      for (const tile of tiles) {
        signal?.throwIfAborted();
        await sink.write(new Uint8Array(Float32Array.from(factor(tile)).buffer));
      }
    }
  });
}
