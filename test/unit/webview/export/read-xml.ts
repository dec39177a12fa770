import assert from "node:assert/strict";

/**
 * Names of all elements in order. A reader of its own: every tag is closed, nothing stands bare
 * that has to be escaped.
 */
export function readXml(text: string): string[] {
  const open: string[] = [];
  const tags: string[] = [];
  const markup = text.replace(/^<\?xml [^>]*\?>/, "");
  const pieces = markup.match(/<[^>]*>|[^<]+/g) ?? [];
  assert.equal(pieces.join(""), markup);
  for (const piece of pieces) {
    assert.ok(!/&(?!#\d+;)/.test(piece), piece);
    if (!piece.startsWith("<")) {
      assert.ok(!piece.includes(">"), piece);
      continue;
    }
    const [, end, name, closed] = /^<(\/?)([a-z]+)(?:\s[\w:-]+="[^"<]*")*(\/?)>$/i.exec(piece)!;
    if (end !== "") {
      assert.equal(open.pop(), name);
      continue;
    }
    tags.push(name);
    if (closed === "") open.push(name);
  }
  assert.deepEqual(open, []);
  return tags;
}
