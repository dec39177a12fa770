import { InputError } from "../../errors";

/**
 * Selections from text: one line per head, its slots separated by blanks. Blank lines at the end
 * are ignored.
 * @param file name for messages
 * @throws InputError naming the line and what in it is not a slot
 */
export function parseSelections(text: string, file: string): readonly Uint32Array[] {
  const lines = text.trimEnd().split(/\r?\n/);
  if (lines.length === 1 && lines[0].trim() === "") {
    throw new InputError("selection", "holds no slots", { file });
  }
  return lines.map((line, index) => parseSlots(line, { file, line: index + 1 }));
}

function parseSlots(line: string, place: { file: string; line: number }): Uint32Array {
  const words = line.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0) throw new InputError("selection", "this head selects no slot", place);
  return Uint32Array.from(words, (word) => {
    const slot = /^\d+$/.test(word) ? Number(word) : NaN;
    if (!(slot <= 0xffffffff))
      throw new InputError("selection", `"${word}" is not a slot number`, place);
    return slot;
  });
}
