import { readdir, stat } from "node:fs/promises";
import path from "node:path";

/**
 * Files that a pattern matches, relative to a folder, `/` between folders, by name. `*` and `?`
 * stand for characters of a name, `[ab]` and `[!ab]` for one of them, `**` for any folders, `{a,b}`
 * for either. Names that begin with a dot have to be named as such. `**` does not follow links.
 */
export async function findFiles(folder: string, pattern: string): Promise<string[]> {
  const found = new Set<string>();
  for (const alternative of expandBraces(pattern)) {
    const { root } = path.parse(alternative);
    const parts = alternative.slice(root.length).split("/");
    const named = parts.filter((part) => part !== "" && part !== ".");
    const start = root === "" ? folder : root;
    if (named.length > 0) for await (const file of walk(start, named)) found.add(file);
  }
  const names = [...found].map((file) => path.relative(folder, file).split(path.sep).join("/"));
  return names.sort((one, other) => (one < other ? -1 : 1));
}

/** Every choice of alternatives, as patterns without braces. */
function expandBraces(pattern: string): string[] {
  const match = /^(.*)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(pattern);
  if (!match) return [pattern];
  const [, before, alternatives, after] = match;
  return alternatives.split(",").flatMap((each) => expandBraces(before + each + after));
}

async function* walk(folder: string, parts: readonly string[]): AsyncGenerator<string> {
  const [part, ...rest] = parts;
  if (part === "**") {
    yield* walk(folder, rest.length > 0 ? rest : ["*"]);
    for (const entry of await entriesOf(folder)) {
      if (entry.isDirectory() && !entry.name.startsWith(".")) {
        yield* walk(path.join(folder, entry.name), parts);
      }
    }
    return;
  }
  const isPattern = /[*?[]/.test(part);
  const matcher = isPattern ? matcherOf(part) : undefined;
  const names = matcher
    ? (await entriesOf(folder)).map(({ name }) => name).filter((name) => matcher.test(name))
    : [part];
  for (const name of names) {
    const file = path.join(folder, name);
    const stats = await stat(file).catch(() => undefined);
    if (rest.length === 0 ? stats?.isFile() : stats?.isDirectory()) {
      if (rest.length === 0) yield file;
      else yield* walk(file, rest);
    }
  }
}

/** What a folder holds; nothing where it cannot be read. */
async function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

function matcherOf(part: string): RegExp {
  const source = part.replace(
    /\*+|\?|\[(!?)([^\]]+)\]|[\\^$.+()|{}[\]]/g,
    (text, not: string, set: string) => {
      if (text.startsWith("*")) return ".*";
      if (text === "?") return ".";
      if (text.length === 1) return `\\${text}`;
      return `[${not === "!" ? "^" : ""}${set.replace(/[\\^[]/g, "\\$&")}]`;
    },
  );
  try {
    return new RegExp(`^${part.startsWith(".") ? "" : "(?!\\.)"}${source}$`, "su");
  } catch {
    // A range that ends before it starts holds nothing.
    return /(?!)/;
  }
}
