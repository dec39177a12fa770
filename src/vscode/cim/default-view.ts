import { defaultCimConfiguration } from "../../core/cim/configuration";
import { cimModels } from "../../core/cim/models/transformers";
import { sameValue } from "../../core/same-value";
import type { CimView, CimWeights } from "../../shared/protocol/cim";

/** What the page shows when nothing was kept. */
export const defaultCimView: CimView = {
  weights: { kind: "model", name: cimModels[0].name },
  configuration: defaultCimConfiguration,
  strategy: "dense",
  array: null,
  tick: 0,
  colourBy: "diagonal",
  colours: "viridis",
  sweep: "latency",
};

/** A view of other weights: where its user looked at in the old ones means nothing there. */
export function withWeights(view: CimView, weights: CimWeights): CimView {
  if (sameValue(view.weights, weights)) return view;
  return { ...view, weights, array: null, tick: 0 };
}
