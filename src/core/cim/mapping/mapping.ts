import type { LayerGrid } from "./layer-grid";
import type { LinearLayer } from "./linear-layer";
import type { MappingOptions } from "./options";
import type { PlacedBlocks } from "./placed-blocks";

/** Where the weights of a model lie. */
export interface Mapping {
  readonly options: MappingOptions;
  readonly layers: readonly LinearLayer[];
  /** How each layer is cut. */
  readonly grids: readonly LayerGrid[];
  /** Block size of each array; all blocks of an array have the same. */
  readonly blockSizes: Uint32Array;
  readonly blocks: PlacedBlocks;
}
