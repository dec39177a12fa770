import type { PolicyParameter, PolicyParameters } from "./policy";

/** The given value of a parameter, or its default. */
export function parameterValue(parameter: PolicyParameter, given: PolicyParameters): number {
  return given[parameter.name] ?? parameter.default;
}

/** Layers that Quest and STARC read whole, after what their authors evaluated. */
export const denseLayers: PolicyParameter = {
  name: "denseLayers",
  description: "Layers 0 .. n-1 of the model are read whole.",
  minimum: 0,
  maximum: 1024,
  default: 2,
  integer: true,
};
