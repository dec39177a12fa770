import path from "node:path";
import { findNodeAtLocation, type Node } from "jsonc-parser/lib/esm/main";

/** Files that an experiment names in one of its fields: a folder, and a glob of what is in it. */
export interface NamedFiles {
  readonly folder: string;
  readonly glob: string;
}

/** Texts that a field gives, alone or in a list. */
export function textsOf(root: Node, field: string): Node[] {
  const node = findNodeAtLocation(root, [field]);
  const nodes = node?.type === "array" ? (node.children ?? []) : node ? [node] : [];
  return nodes.filter(({ type, value }) => type === "string" && String(value).trim() !== "");
}

/** True for the name of a device's file; names of presets are known without a look at the disk. */
export function isDeviceFile(name: string): boolean {
  return name.toLowerCase().endsWith(".json");
}

/**
 * The files that may turn up, change or go so that what an experiment names is right, or wrong, after all.
 * @param file the experiment's own, from whose folder names start
 */
export function namedFiles(root: Node, file: string): NamedFiles[] {
  const traces = textsOf(root, "traces").map(({ value }) => splitGlob(String(value), file));
  const devices = textsOf(root, "devices")
    .map(({ value }) => String(value))
    .filter(isDeviceFile)
    .map((name) => {
      const device = path.resolve(path.dirname(file), name);
      return { folder: path.dirname(device), glob: escapeGlob(path.basename(device)) };
    });
  return [...traces, ...devices];
}

/** The folder that the plain names at a glob's beginning lead to, and the rest. */
function splitGlob(glob: string, file: string): NamedFiles {
  const names = path.resolve(path.dirname(file), glob).split(path.sep);
  const firstOther = names.findIndex((name) => /[*?[\]{}]/.test(name));
  const plain = firstOther === -1 ? names.length - 1 : firstOther;
  return {
    folder: names.slice(0, plain).join(path.sep) || path.sep,
    glob: names.slice(plain).join("/"),
  };
}

function escapeGlob(name: string): string {
  return name.replace(/[[\]{}*?]/g, (character) => `[${character}]`);
}
