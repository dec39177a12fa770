// Which packages a bundle is made of: what esbuild itself wrote down while it bundled.
import { resolve } from "node:path";

/** A file's path up to the package that holds it: the last node_modules in it counts. */
const packageFolder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * @param {import("esbuild").Metafile[]} metafiles one of each bundle, of builds in the working folder
 * @returns {string[]} folders of the packages with at least one byte in an output, each once, sorted
 */
export function bundledPackages(metafiles) {
  const folders = new Set();
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
        const found = packageFolder.exec(file);
        if (found && bytesInOutput > 0) folders.add(resolve(found[0]));
      }
    }
  }
  return [...folders].sort();
}
