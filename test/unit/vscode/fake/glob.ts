/** True where a path matches a glob of the editor: `*`, `**`, `?`, `[...]` and `{a,b}`. */
export function matchesGlob(glob: string, path: string): boolean {
  return expressionOf(glob).test(path);
}

const tokens = /\*\*\/|\*\*|\*|\?|\[!?\]?[^\]]*\]|[{},]|[^*?[{},]+/g;

function expressionOf(glob: string): RegExp {
  let depth = 0;
  const parts = (glob.match(tokens) ?? []).map((token) => {
    if (token === "**/") return "(?:.*/)?";
    if (token === "**") return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token === "{") depth++;
    if (token === "}") depth--;
    if (token === "{") return "(?:";
    if (token === "}") return ")";
    if (token === ",") return depth > 0 ? "|" : ",";
    if (token.startsWith("[")) return characterClass(token.slice(1, -1));
    return token.replace(/[.+^$()|\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}

function characterClass(text: string): string {
  const isNegated = text.startsWith("!");
  const characters = (isNegated ? text.slice(1) : text).replace(/[[\]\\^]/g, "\\$&");
  return isNegated ? `[^${characters}]` : `[${characters}]`;
}
