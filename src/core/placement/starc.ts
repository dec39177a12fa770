import { contiguousSlots, creationOrder, placeClusters } from "./cluster-layout";
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
    return placeClusters(clusters, source.promptTokens, {
      id: "starc",
      ...contiguousSlots(clusters, creationOrder(clusters), 1),
      movedInPrompt: 0,
    });
  },
};
