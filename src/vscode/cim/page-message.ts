import * as v from "valibot";
import { strategies } from "../../core/cim/mapping/options";
import { cimParameters, type CimParameter } from "../../core/cim/parameters";
import type { CimPageMessage, CimRequests, CimView } from "../../shared/protocol/cim";
import {
  count,
  dataFormat,
  imageContent,
  imageFormat,
  pageRequestSchemas,
  parseRequest,
  shortText,
  type RequestSchemas,
} from "../pages/request-schemas";
import { defaultCimConfiguration, type CimConfiguration } from "../../core/cim/configuration";

const path = v.pipe(v.string(), v.maxLength(4096));
const strategy = v.picklist(strategies);

const weights = v.variant("kind", [
  v.object({ kind: v.literal("model"), name: shortText }),
  v.object({ kind: v.literal("file"), path, layers: shortText }),
]);

/** Whether a value is one that the parameter's declaration allows. */
function isAllowed(parameter: CimParameter, value: unknown): boolean {
  switch (parameter.kind) {
    case "flag":
      return typeof value === "boolean";
    case "choice":
      return parameter.values.some((allowed) => allowed === value);
    case "number":
      if (value === null) return parameter.optional;
      return (
        Number.isInteger(value) &&
        Number(value) >= parameter.minimum &&
        Number(value) <= parameter.maximum
      );
  }
}

/** A configuration: every parameter of the declaration, each with a value that it allows. */
const configuration = v.pipe(
  v.custom<CimConfiguration>(
    (value) =>
      typeof value === "object" &&
      value !== null &&
      cimParameters.every((one) =>
        isAllowed(one, (value as Readonly<Record<string, unknown>>)[one.name]),
      ),
  ),
  // Nothing comes along that is not declared.
  v.transform((value): CimConfiguration => {
    const known = cimParameters.map(({ name }) => [name, value[name]] as const);
    return { ...defaultCimConfiguration, ...Object.fromEntries(known) };
  }),
);

const cimView = v.object({
  weights,
  configuration,
  strategy,
  array: v.nullable(count),
  tick: count,
  colourBy: v.picklist(["matrix", "diagonal", "step"]),
  colours: v.picklist(["viridis", "cividis", "editor"]),
  sweep: v.picklist(["latency", "energy", "speedup", "energyGain"]),
});

const requests: RequestSchemas<CimRequests> = {
  ...pageRequestSchemas,
  study: v.object({ weights, configuration }),
  arrays: v.object({ strategy }),
  array: v.object({ strategy, array: count }),
  turn: v.object({ strategy, turn: count }),
  project: v.object({
    path,
    tensor: v.pipe(v.string(), v.maxLength(65_536)),
    transposed: v.boolean(),
    configuration,
  }),
  pickWeights: v.object({}),
  saveView: v.object({ view: cimView }),
  export: v.object({ format: dataFormat }),
  saveImage: v.object({ format: imageFormat, content: imageContent }),
};

/**
 * A message from the page, checked before use: the page shows text from files, so it is not trusted.
 * Returns undefined for anything that is not a message of the protocol.
 */
export function parseCimMessage(message: unknown): CimPageMessage | undefined {
  return parseRequest<CimRequests>(requests, message);
}

/** A view that was kept; undefined where it is none, or one of another version. */
export function parseCimView(kept: unknown): CimView | undefined {
  const parsed = v.safeParse(cimView, kept);
  return parsed.success ? parsed.output : undefined;
}
