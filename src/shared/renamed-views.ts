import { viewNames, type ViewName } from "./protocol/view-state";

/** What views were called before, and what holds them now. */
const renamed: Readonly<Record<string, string>> = {
  timing: "time",
  compare: "trade-off",
  file: "banks",
};

/** Parts of a kept view under their names of now and of before. */
interface KeptParts {
  readonly view?: unknown;
  readonly time?: unknown;
  readonly timing?: unknown;
}

/** The view of a name that this or an older version gave; undefined for what never was one. */
export function viewNamed(name: unknown): ViewName | undefined {
  const later = typeof name === "string" && Object.hasOwn(renamed, name) && renamed[name];
  return viewNames.find((known) => known === name || known === later);
}

/** The parts of a view that an older version may have kept, under the names that they have now. */
export function withNewNames<Kept extends KeptParts>({ timing, ...kept }: Kept) {
  const view = viewNamed(kept.view);
  return {
    ...kept,
    ...(view !== undefined && { view }),
    ...(timing !== undefined && kept.time === undefined && { time: timing }),
  };
}
