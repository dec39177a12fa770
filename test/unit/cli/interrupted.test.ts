import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import {
  closeSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { runCli } from "./run-cli";

/** Writes a dump of zeros that takes a while to import: one layer of keys, 800 MB on no disk. */
function writeDump(file: string): void {
  const shape = [1, 8, 200_000, 128];
  const bytes = shape.reduce((product, extent) => product * extent, 4);
  const tensor = { dtype: "F32", shape, data_offsets: [0, bytes] };
  const header = Buffer.from(JSON.stringify({ "keys.0": tensor }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  const handle = openSync(file, "w");
  writeSync(handle, Buffer.concat([length, header]));
  ftruncateSync(handle, length.length + header.length + bytes);
  closeSync(handle);
}

describe("a command that a signal ends", () => {
  let folder = "";
  let dump = "";
  before(() => {
    dump = path.join(mkdtempSync(path.join(tmpdir(), "kvtrace-dump-")), "dump.safetensors");
    writeDump(dump);
  });
  after(() => rmSync(path.dirname(dump), { recursive: true }));
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "kvtrace-interrupted-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const out = () => path.join(folder, "out.kvtrace");
  /** Whether part of the output is on disk. */
  const isUnderWay = () =>
    readdirSync(folder).some((name) => statSync(path.join(folder, name)).size > 0);

  /** Starts the command line and ends it as soon as it writes; how it ended. */
  const interrupted = (signal: NodeJS.Signals, ...args: string[]) =>
    new Promise<{ end: number | string | null; err: string }>((resolve) => {
      const child = spawn(process.execPath, ["dist/cli.mjs", ...args], {
        stdio: ["ignore", "ignore", "pipe"],
      });
      let err = "";
      child.stderr.on("data", (chunk) => (err += String(chunk)));
      const look = setInterval(() => {
        if (!isUnderWay()) return;
        clearInterval(look);
        child.kill(signal);
      }, 5);
      child.on("close", (code, died) => {
        clearInterval(look);
        resolve({ end: died ?? code, err });
      });
    });

  const commands: Readonly<Record<string, () => string[]>> = {
    generate: () => ["generate", out(), "--layers", "32", "--prompt-tokens", "50000"],
    import: () => ["import", dump, "--out", out(), "--map", "key=keys.{layer}"],
  };
  for (const [name, args] of Object.entries(commands)) {
    for (const [signal, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      it(`leaves nothing of a file: ${name}, ${signal}`, async () => {
        const { end, err } = await interrupted(signal, ...args());
        assert.equal(end, code, err);
        assert.equal(err, "kvtrace: interrupted\n");
        assert.deepEqual(readdirSync(folder), []);
      });
    }
  }

  it("touches no file of somebody else, whatever its name", () => {
    const csv = path.join(folder, "steps.csv");
    writeFileSync(`${csv}.part`, "mine");
    const sample = "media/samples/oz-small.kvtrace";
    const { code, err } = runCli("simulate", sample, "--policy", "full", "--csv", csv);
    assert.equal(code, 0, err);
    assert.equal(readFileSync(`${csv}.part`, "utf8"), "mine");
    assert.deepEqual(readdirSync(folder).sort(), ["steps.csv", "steps.csv.part"]);
  });
});
