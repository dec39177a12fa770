import type { PlacementKind } from "./placement";

/**
 * Clusters one behind the other in order of creation, without padding, not aligned to lines or rows.
 * A window keeps the slots in which its tokens waited: only their order within it changes.
 */
export const starcPlacement: PlacementKind = {
  id: "starc",
  label: "STARC: clusters contiguous",
  description: "Clusters in order of creation, each in consecutive slots; waiting tokens behind.",
  needsKeys: true,
  create(source) {
    const clusters = source.clusters();
    const { members, sinks } = clusters;
    /** Slot of every token that is in a cluster. */
    const slotOf = new Uint32Array(sinks + members.length);
    for (let token = 0; token < sinks; token++) slotOf[token] = token;
    for (const [i, token] of members.entries()) slotOf[token] = sinks + i;
    return {
      id: "starc",
      slotCount: (context) => context,
      locate(tokens, context, slots) {
        const clustered = clusters.clusteredTokens(context);
        for (const [i, token] of tokens.entries()) {
          slots[i] = token < clustered ? slotOf[token] : token;
        }
      },
    };
  },
};
