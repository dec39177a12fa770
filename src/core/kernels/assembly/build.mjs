// Compiles the kernels to build/*.wasm, where sources are newer than what is there.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Both builds come from one source; only the first may use relaxed SIMD. */
const builds = [
  { name: "fused", features: ["--enable", "simd", "--enable", "relaxed-simd"] },
  { name: "separate", features: ["--enable", "simd"] },
];

const binary = (name) => join(folder, "build", `${name}.wasm`);
const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function areFresh() {
  const sources = readdirSync(folder).filter((name) => /\.(ts|mjs)$/.test(name));
  const newest = Math.max(...sources.map((name) => changed(join(folder, name))));
  return builds.every(({ name }) => changed(binary(name)) > newest);
}

/** @throws Error with the compiler's messages */
export async function buildKernels() {
  if (areFresh()) return;
  // Loaded only when needed: the compiler is large.
  const { default: asc } = await import("assemblyscript/asc");
  for (const { name, features } of builds) {
    const { error, stderr } = await asc.main([
      join(folder, "index.ts"),
      ...["--outFile", binary(name)],
      ...["--runtime", "stub"],
      ...["--use", "abort="],
      ...["--optimizeLevel", "3"],
      ...["--shrinkLevel", "0"],
      "--noAssert",
      // 128-bit values pass between functions of the module, never to the host.
      ...["--disableWarning", "112"],
      ...features,
    ]);
    if (error) throw new Error(`${error.message}\n${stderr.toString()}`);
  }
}
