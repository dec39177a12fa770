import { realpath, stat } from "node:fs";
import path from "node:path";
import { glob } from "tinyglobby";

/**
 * Files that a pattern matches, relative to a folder, `/` between folders, by name. `*` and `?`
 * stand for characters of a name, `[ab]` and `[!ab]` for one of them, `**` for any folders, `{a,b}`
 * for either. Names that begin with a dot have to be named as such. A pattern with `**` follows no
 * links to folders.
 */
export async function findFiles(folder: string, pattern: string): Promise<string[]> {
  const { start, rest } = split(folder, pattern);
  if (rest === "") return [];
  const found = await glob(withoutOtherSigns(rest), {
    cwd: start,
    expandDirectories: false,
    extglob: false,
    ...(rest.includes("**") && { fs: { realpath: realpathOfFile } }),
  });
  const isDotNamed = /(^|[/{,])\.[^./]/.test(rest);
  const names = found
    .filter((name) => isDotNamed || !/(^|\/)\.[^./]/.test(name))
    .map((name) => path.relative(folder, path.join(start, name)).split(path.sep).join("/"));
  return [...new Set(names)].sort((one, other) => (one < other ? -1 : 1));
}

/** The folder that the plain names at a pattern's beginning lead to, and what follows them. */
function split(folder: string, pattern: string): { readonly start: string; readonly rest: string } {
  const { root } = path.parse(pattern);
  const names = pattern.slice(root.length).split("/");
  const firstOther = names.findIndex((name) => /[*?[\]{}()|!\\]/.test(name));
  const plain = firstOther === -1 ? names.length - 1 : firstOther;
  return {
    start: path.resolve(folder, root, ...names.slice(0, plain)),
    rest: names.slice(plain).join("/"),
  };
}

/** What the library takes for more than characters, and this product does not. */
function withoutOtherSigns(pattern: string): string {
  return pattern.replace(/[()|]/g, "\\$&").replace(/^!/, "\\!");
}

/** Resolves links to files alone: those to folders may lead anywhere, and round in circles. */
const realpathOfFile = Object.assign(
  (file: string, callback: (error: NodeJS.ErrnoException | null, resolved: string) => void) =>
    stat(file, (error, stats) => {
      if (!error && stats.isFile()) realpath(file, callback);
      else callback(error ?? new Error("is no file"), file);
    }),
  realpath,
);
