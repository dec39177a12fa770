import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { text } from "node:stream/consumers";
import yauzl from "yauzl";

const file = "dist/kvtrace-inspector.vsix";

interface Package {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
}

/** The package that a bundled file belongs to: the nearest manifest above it that has a version. */
function packageOf(input: string): Package | undefined {
  for (let folder = dirname(input); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (!existsSync(manifest)) continue;
    const { name, version } = JSON.parse(readFileSync(manifest, "utf8")) as Partial<Package>;
    if (name !== undefined && version !== undefined) return { folder, name, version };
  }
  return undefined;
}

/** Every package other than this one of which the shipped bundles hold bytes. */
function shippedPackages(): Map<string, Package> {
  const metafiles = JSON.parse(readFileSync("dist/metafiles.json", "utf8")) as {
    outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }>;
  }[];
  const found = new Map<string, Package>();
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  for (const [input, { bytesInOutput }] of outputs.flatMap(({ inputs }) =>
    Object.entries(inputs),
  )) {
    const owner = bytesInOutput > 0 ? packageOf(input) : undefined;
    if (owner && owner.name !== "kvtrace-inspector") {
      found.set(`${owner.name} ${owner.version}`, owner);
    }
  }
  return found;
}

async function shippedFile(name: string): Promise<string> {
  const archive = await yauzl.openPromise(file);
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName === `extension/${name}`)
      return text(await archive.openReadStreamPromise(entry));
  }
  throw new Error(`${file} holds no ${name}`);
}

describe("the package", () => {
  it("stays below 2.5 MB", () => {
    const { size } = statSync(file);
    console.log(`      ${size} bytes`);
    assert.ok(size < 2.5e6, `${size} bytes`);
  });

  it("ships the notices of every package that it bundles, with their texts", async () => {
    const notices = await shippedFile("THIRD-PARTY-NOTICES.md");
    const packages = shippedPackages();
    assert.ok(packages.size > 10, [...packages.keys()].join());
    const headings = [...notices.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading);
    for (const [label, { folder }] of packages) {
      assert.ok(headings.includes(label), label);
      const licences = readdirSync(folder).filter((name) => /^(licen[cs]e|copying)/i.test(name));
      for (const licence of licences) {
        const told = readFileSync(join(folder, licence), "utf8").trim();
        assert.ok(notices.includes(told), `${label}: ${licence}`);
      }
      if (licences.length === 0) assert.match(label, /^@microsoft\/fast-/);
    }
    assert.ok(notices.includes("FAST - https://www.fast.design/"));
  });

  it("ships the licence of the model behind the sample", async () => {
    const notices = await shippedFile("THIRD-PARTY-NOTICES.md");
    assert.ok(notices.includes("Copyright (c) 2024 Hongyi (Franklin) Huang"));
  });
});
