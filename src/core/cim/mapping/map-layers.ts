import { InputError } from "../../errors";
import { mapDense } from "./dense-map";
import { countBlocks, planGrid } from "./layer-grid";
import { mapLinear } from "./linear";
import type { LinearLayer } from "./linear-layer";
import type { Mapping } from "./mapping";
import { checkMappingOptions, type MappingOptions } from "./options";
import { mapSparse } from "./sparse-map";

/** More blocks would take minutes to schedule; the largest published model has 15360. */
const mostBlocks = 2 ** 21;

/**
 * Gives every weight its place in the arrays.
 * @throws InputError for options that do not go together, or a layer that does not fit the arrays
 */
export function mapLayers(layers: readonly LinearLayer[], options: MappingOptions): Mapping {
  checkMappingOptions(options);
  if (layers.length === 0) throw new InputError("layers", "there is none to map");
  const grids = layers.map((layer) => planGrid(layer, options));
  const count = grids.reduce((sum, grid) => sum + countBlocks(grid), 0);
  if (count > mostBlocks) {
    const [field, size] =
      options.strategy === "linear" || options.blockSize === undefined
        ? ["array size", options.arraySize]
        : ["block size", options.blockSize];
    throw new InputError(
      field,
      `${size} cuts the layers into ${count} blocks, above ${mostBlocks}`,
    );
  }
  const placed = {
    linear: () => mapLinear(grids),
    sparse: () => mapSparse(grids, options),
    dense: () => mapDense(layers, grids, options),
  }[options.strategy]();
  return { options, layers, grids, ...placed };
}
