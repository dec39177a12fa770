import type { Placement, PlacementKind } from "./placement";

/** Tokens of a page. */
const pageTokens = 16;

/**
 * Pages of 16 tokens, each in one lane, consecutive pages in consecutive lanes: how an address map
 * made for a processor spreads pages over banks. To read one page in lockstep takes 16 lines of
 * which one slot each is used.
 */
export const pageInterleaved: PlacementKind = {
  id: "page-interleaved",
  label: "Pages interleaved over lanes",
  description: "Pages of 16 tokens, each in a lane of its own, one after the other.",
  needsKeys: false,
  create: ({ shape }) => interleavePages(shape.slotsPerLine),
};

/** A page for each slot of a line fills as many lines as a page has tokens; then it begins anew. */
function interleavePages(slotsPerLine: number): Placement {
  const blockTokens = pageTokens * slotsPerLine;
  return {
    id: "page-interleaved",
    slotCount(context) {
      const rest = context % blockTokens;
      const full = context - rest;
      if (rest === 0) return full;
      // The last slot in use: of the first page while it fills, then the end of the last full one.
      if (rest <= pageTokens) return full + (rest - 1) * slotsPerLine + 1;
      return full + (pageTokens - 1) * slotsPerLine + Math.floor(rest / pageTokens);
    },
    locate(tokens, _context, slots) {
      for (let i = 0; i < tokens.length; i++) {
        const inBlock = tokens[i] % blockTokens;
        const page = Math.floor(inBlock / pageTokens);
        slots[i] = tokens[i] - inBlock + (inBlock % pageTokens) * slotsPerLine + page;
      }
    },
    movedTokens: () => 0,
  };
}
