import type { Picked, ViewName } from "../../../src/shared/protocol";

const views: Readonly<Record<Picked["kind"], ViewName>> = {
  bank: "banks",
  token: "tokens",
  cluster: "clusters",
  command: "timeline",
};

/** The view that shows things of a kind themselves. */
export function viewOf({ kind }: Picked): ViewName {
  return views[kind];
}
