import { contiguousSlots, creationOrder, placeClusters } from "./cluster-layout";
import type { PlacementKind } from "./placement";

/** As STARC, every cluster padded to whole lines: what alignment buys, paid for in memory. */
export const starcAligned: PlacementKind = {
  id: "starc-aligned",
  label: "STARC, clusters aligned to lines",
  description: "Clusters in order of creation, each from the start of a line on.",
  needsKeys: true,
  create(source) {
    const clusters = source.clusters();
    return placeClusters(clusters, source.promptTokens, {
      id: "starc-aligned",
      ...contiguousSlots(clusters, creationOrder(clusters), source.shape.slotsPerLine),
      movedInPrompt: 0,
    });
  },
};
