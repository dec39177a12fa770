import { InputError } from "../errors";
import { laneBalanced } from "./lane-balanced";
import { pageInterleaved } from "./page-interleaved";
import type { PlacementKind } from "./placement";
import { starcPlacement } from "./starc";
import { starcAligned } from "./starc-aligned";
import { starcOrdered } from "./starc-ordered";
import { tokenOrder } from "./token-order";

/** Every placement, in the order in which it is offered. */
export const placements: readonly PlacementKind[] = [
  tokenOrder,
  pageInterleaved,
  starcPlacement,
  starcAligned,
  laneBalanced,
  starcOrdered,
];

/** @throws InputError naming the known placements if `id` is none of them */
export function findPlacement(id: string): PlacementKind {
  const found = placements.find((placement) => placement.id === id);
  if (found) return found;
  const known = placements.map((placement) => placement.id).join(", ");
  throw new InputError("placement", `"${id}" is unknown; known are ${known}`);
}
