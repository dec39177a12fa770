import type { PlacementKind } from "./placement";

/** Token t lies in slot t. */
export const tokenOrder: PlacementKind = {
  id: "token-order",
  label: "Token order",
  description: "Tokens in the order of their arrival.",
  needsKeys: false,
  create: () => ({
    id: "token-order",
    slotCount: (context) => context,
    locate: (tokens, _context, slots) => slots.set(tokens),
    movedTokens: () => 0,
  }),
};
