import { addressOf, type CommandAddress } from "./describe-command";
import { firstFrom } from "./search";
import type { StepCommands } from "./step-commands";

/** What is looked for: commands whose name begins so, or that are addressed there. */
export type CommandQuery =
  | { readonly kind: "name"; readonly start: string }
  | { readonly kind: keyof CommandAddress; readonly number: number };

/** `act`, `row 17`, `bank 3`, `column 5`; a number alone is a row. Undefined for an empty text. */
export function parseCommandQuery(text: string): CommandQuery | undefined {
  const words = text.trim().toLowerCase();
  if (words === "") return undefined;
  const address = /^(?:(row|bank|column)\s*)?(\d+)$/.exec(words);
  if (!address) return { kind: "name", start: words };
  const [, kind = "row", number] = address;
  return { kind: kind as keyof CommandAddress, number: Number(number) };
}

/** Places of the commands that are meant, ascending. */
export function findCommands(commands: StepCommands, query: CommandQuery): Uint32Array {
  const { names } = commands.meaning;
  const codes = commands.all.commands;
  const found = new Uint32Array(codes.length);
  let count = 0;
  const isNamed = names.map(
    (name) => query.kind === "name" && name.toLowerCase().startsWith(query.start),
  );
  for (let place = 0; place < codes.length; place++) {
    const isMeant =
      query.kind === "name"
        ? isNamed[codes[place]]
        : addressOf(commands, place)[query.kind] === query.number;
    if (isMeant) found[count++] = place;
  }
  return found.slice(0, count);
}

/**
 * The one of ascending `places` after or before `from`, at the end the first again.
 * @param from absent: before all of them
 */
export function nextFound(
  places: Uint32Array,
  from: number | undefined,
  step: 1 | -1,
): number | undefined {
  if (places.length === 0) return undefined;
  const after = from === undefined ? 0 : firstFrom(places, step > 0 ? from + 1 : from);
  const at = step > 0 ? after : after - 1;
  return places[(at + places.length) % places.length];
}
