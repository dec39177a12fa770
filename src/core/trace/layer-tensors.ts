import type { TraceLayer } from "./trace";

/** What a layer of a trace may hold. */
export type TensorName = "keys" | "values" | "queries" | "selection";

/** In sentences. */
export const tensorLabels: Readonly<Record<TensorName, string>> = {
  keys: "keys",
  values: "values",
  queries: "queries",
  selection: "a recorded selection",
};

export function hasTensor(layer: TraceLayer, name: TensorName): boolean {
  switch (name) {
    case "keys":
      return layer.hasKeys;
    case "values":
      return layer.hasValues;
    case "queries":
      return layer.hasQueries;
    case "selection":
      return layer.hasSelection;
  }
}

/** Those of `needs` that a layer does not hold; all of them where there is no layer. */
export function lackedTensors(
  layer: TraceLayer | undefined,
  needs: readonly TensorName[],
): TensorName[] {
  return needs.filter((need) => !layer || !hasTensor(layer, need));
}
