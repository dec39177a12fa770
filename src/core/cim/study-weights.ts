import { InputError } from "../errors";
import { fieldText } from "../trace/field-text";
import { compareStrategies } from "./compare-strategies";
import { comparisonOf } from "./configuration";
import { publishedAdcSweep } from "./cost/options";
import type { LinearLayer } from "./mapping/linear-layer";
import { strategies } from "./mapping/options";
import { findCimModel } from "./models/transformers";
import { WeightFile } from "./models/weight-file";
import { ticksOf } from "./schedule/ticks";
import type { CimStudy, CimStudyRequest, CimWeights } from "./study";

/** Layers of a file that are looked at one by one on screen; no transformer comes near it. */
const mostLayers = 4096;

/** Past the published numbers on both sides, to see where a curve levels off. */
const sweptAdcs = [1, 2, ...publishedAdcSweep, 64, 128];

/**
 * Maps weights by every strategy.
 * @throws InputError for a file, layers or options that cannot be used
 */
export async function studyWeights(request: CimStudyRequest): Promise<CimStudy> {
  const { weights, configuration } = request;
  const layers = await layersOf(weights);
  const adcs = [...new Set([...sweptAdcs, configuration.adcs])].sort((a, b) => a - b);
  const comparison = comparisonOf(layers, configuration, adcs);
  const results = compareStrategies(strategies, comparison);
  return { ...request, layers, adcs, results, ticks: results.map((one) => ticksOf(one.schedule)) };
}

async function layersOf(weights: CimWeights): Promise<readonly LinearLayer[]> {
  if (weights.kind === "model") return findCimModel(weights.name).layers;
  const file = await WeightFile.open(weights.path);
  try {
    const layers = file.layers(weights.layers);
    if (layers.length <= mostLayers) return layers;
    const reason = `"${fieldText(weights.layers)}" fits ${layers.length} matrices, above ${mostLayers}`;
    throw new InputError("layers", reason, { file: weights.path });
  } finally {
    await file.close();
  }
}
