import { contiguousSlots, creationOrder, placeClusters } from "./cluster-layout";
import { packLines } from "./pack-lines";
import type { PlacementKind } from "./placement";

/**
 * The slots of every window dealt out anew, without padding: a cluster gets whole lines as long as
 * it has tokens to fill them, and shares a line with others only for the rest. So a cluster and any
 * prefix of it touch few lines and load every lane alike, but for one token per shared line.
 */
export const laneBalanced: PlacementKind = {
  id: "lane-balanced",
  label: "Lane-balanced",
  description:
    "Clusters in order of creation, the slots of each window dealt out so that every cluster and its prefixes touch the fewest lines and load the lanes evenly.",
  needsKeys: true,
  create(source) {
    const clusters = source.clusters();
    const { slotsPerLine } = source.shape;
    const { offsets, members, windowOffsets } = clusters;
    const { slotOf, slotsUsed } = contiguousSlots(clusters, creationOrder(clusters), 1);
    for (let w = 0; w + 1 < windowOffsets.length; w++) {
      const first = windowOffsets[w];
      const sizes = Array.from(
        { length: windowOffsets[w + 1] - first },
        (_, c) => offsets[first + c + 1] - offsets[first + c],
      );
      const packed = packLines(slotsUsed[w], slotsUsed[w + 1], sizes, slotsPerLine);
      for (const [c, slots] of packed.entries()) {
        for (const [i, slot] of slots.entries()) slotOf[members[offsets[first + c] + i]] = slot;
      }
    }
    return placeClusters(clusters, source.promptTokens, {
      id: "lane-balanced",
      slotOf,
      slotsUsed,
      movedInPrompt: 0,
    });
  },
};
