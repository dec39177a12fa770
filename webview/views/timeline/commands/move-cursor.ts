import { firstFrom, nearest } from "./search";
import { busOf, type StepCommands } from "./step-commands";

/** Where a key takes the cursor, as a place among all commands; undefined for other keys. */
export function moveCursor(commands: StepCommands, place: number, key: string): number | undefined {
  const last = commands.all.cycles.length - 1;
  switch (key) {
    case "ArrowLeft":
      return Math.max(0, place - 1);
    case "ArrowRight":
      return Math.min(last, place + 1);
    case "ArrowUp":
    case "ArrowDown":
      return onBus(commands, place, key === "ArrowUp" ? "row" : "column");
    case "Home":
      return 0;
    case "End":
      return last;
    case "n":
      return rowCommandAfter(commands, place);
    case "p":
      return rowCommandBefore(commands, place);
    default:
      return undefined;
  }
}

/** The command of a bus that is nearest in time; the same where the bus has none. */
export function onBus(commands: StepCommands, place: number, bus: "row" | "column"): number {
  if (busOf(commands, place) === bus) return place;
  return nearestOn(commands, bus, commands.all.cycles[place]) ?? place;
}

/** The command of a bus that is nearest to a cycle; undefined where the bus has none. */
export function nearestOn(
  { tracks }: StepCommands,
  bus: "row" | "column",
  cycle: number,
): number | undefined {
  const at = nearest(tracks[bus].cycles, cycle);
  return at < 0 ? undefined : tracks[bus].places[at];
}

function rowCommandAfter({ tracks }: StepCommands, place: number): number {
  const { places } = tracks.row;
  const at = firstFrom(places, place + 1);
  return at < places.length ? places[at] : place;
}

function rowCommandBefore({ tracks }: StepCommands, place: number): number {
  const { places } = tracks.row;
  const at = firstFrom(places, place) - 1;
  return at >= 0 ? places[at] : place;
}
