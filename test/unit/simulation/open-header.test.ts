import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { BytesSource } from "../../../src/core/files/bytes-source";
import { openHeader } from "../../../src/core/simulation/threads/open-header";
import type { SimulationPool } from "../../../src/core/simulation/threads/pool";
import {
  shareBytes,
  type TraceLocation,
} from "../../../src/core/simulation/threads/trace-location";
import { encodeHeader, type TensorShape } from "../../../src/core/trace/header/encode-header";
import { readOutline } from "../../../src/core/trace/header/outline";
import { openTrace } from "../../../src/core/trace/open-trace";

/** A trace of one layer and any number of tensors that the format does not know. */
function traceOf(unknown: number): Uint8Array {
  const tensors: TensorShape[] = [
    { name: "layers.0.keys", dtype: "F16", shape: [1, 2, 4] },
    ...Array.from({ length: unknown }, (_, at) => ({ name: `x${at}`, dtype: "U8", shape: [0] })),
  ];
  const { bytes, dataBytes } = encodeHeader(tensors, { prompt_tokens: "1", decode_steps: "1" });
  const file = new Uint8Array(bytes.length + dataBytes);
  file.set(bytes);
  return file;
}

/** A thread that says what it was asked. */
class Thread implements Pick<SimulationPool, "outline"> {
  readonly asked: TraceLocation[] = [];

  outline(location: TraceLocation): ReturnType<SimulationPool["outline"]> {
    this.asked.push(location);
    assert.equal(location.kind, "bytes");
    return readOutline(new BytesSource("in the thread", (location as { bytes: Uint8Array }).bytes));
  }
}

describe("the header of a trace as the editor opens it", () => {
  it("is read in place where it is short", async () => {
    const thread = new Thread();
    const trace = await openHeader(shareBytes("short", traceOf(10)), thread);
    assert.equal(trace.header.unknownTensors.length, 10);
    assert.equal(thread.asked.length, 0);
  });

  it("is parsed and checked by a thread where it is long", async () => {
    const thread = new Thread();
    const location = shareBytes("long", traceOf(20_000));
    const { header } = await openHeader(location, thread);
    assert.deepEqual(thread.asked, [location]);
    assert.equal(header.unknownTensors.length + header.furtherTensors!, 20_000);
  });

  it("is refused with the same message by a thread", async () => {
    const long = traceOf(20_000);
    const broken = long.slice(0, long.length - 1);
    const message = async (opened: Promise<unknown>): Promise<string> => {
      try {
        await opened;
        return "none";
      } catch (error) {
        return String(error);
      }
    };
    const here = await message(openTrace(new BytesSource("in the thread", broken)));
    const there = await message(openHeader(shareBytes("broken", broken), new Thread()));
    assert.match(here, /layers.0.keys.data_offsets/);
    assert.equal(there, here);
  });

  it("says of a file of any kind what is wrong with it", async () => {
    for (const bytes of [new Uint8Array(3), new Uint8Array(100).fill(255)]) {
      const opened = openHeader(shareBytes("odd", bytes), new Thread());
      await assert.rejects(opened, /header length/);
    }
  });
});
