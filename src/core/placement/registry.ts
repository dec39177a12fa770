import { InputError } from "../errors";
import type { PlacementKind } from "./placement";
import { starcPlacement } from "./starc";
import { tokenOrder } from "./token-order";

/** Every placement, in the order in which it is offered. */
export const placements: readonly PlacementKind[] = [tokenOrder, starcPlacement];

/** @throws InputError naming the known placements if `id` is none of them */
export function findPlacement(id: string): PlacementKind {
  const found = placements.find((placement) => placement.id === id);
  if (found) return found;
  const known = placements.map((placement) => placement.id).join(", ");
  throw new InputError("placement", `"${id}" is unknown; known are ${known}`);
}
