import { defaultDevicePreset } from "../../../src/core/memory/device-presets";
import { StackShape } from "../../../webview/state/bank-address";
import { stylesFor } from "../../../src/shared/run-styles";
import { defaultView } from "../../../src/shared/default-view";
import { stepColumnNames } from "../../../src/core/figures/step-figures";
import { loadColumnNames } from "../../../src/core/figures/load-figures";
import type { StepColumn } from "../../../src/shared/figures";
import type {
  Catalog,
  HeadResult,
  OpenedTrace,
  RunConfiguration,
  TraceHeader,
  ViewState,
} from "../../../src/shared/protocol";

const { organisation } = defaultDevicePreset;

/** That of the devices in the catalog. */
export const sampleStack = new StackShape(organisation);

export const catalog: Catalog = {
  policies: [
    {
      id: "full",
      label: "Full",
      description: "every token",
      needs: [],
      usesBudget: false,
      parameters: [],
      defaultPlacement: "token-order",
    },
    {
      id: "quest",
      label: "Quest",
      description: "pages",
      needs: ["keys", "queries"],
      usesBudget: true,
      parameters: [
        {
          name: "pageSize",
          description: "tokens per page",
          minimum: 1,
          maximum: 256,
          default: 16,
          integer: true,
        },
      ],
      defaultPlacement: "token-order",
    },
    {
      id: "starc",
      label: "STARC",
      description: "clusters",
      needs: ["keys", "queries"],
      usesBudget: true,
      parameters: [],
      defaultPlacement: "token-order",
    },
    {
      id: "recorded",
      label: "Recorded",
      description: "from the trace",
      needs: ["selection"],
      usesBudget: false,
      parameters: [],
      defaultPlacement: "token-order",
    },
  ],
  placements: [
    { id: "token-order", label: "Token order", description: "" },
    { id: "starc", label: "STARC", description: "" },
  ],
  devices: [
    {
      id: "slow",
      label: "Slow",
      description: "",
      clockPeriod: 2,
      peakBytesPerCycle: 512,
      organisation,
    },
    {
      id: "fast",
      label: "Fast",
      description: "",
      clockPeriod: 0.5,
      peakBytesPerCycle: 1024,
      organisation,
    },
  ],
  defaultDevice: "slow",
};

export function sampleHeader(change: Partial<TraceHeader> = {}): TraceHeader {
  return {
    version: "1",
    promptTokens: 60,
    decodeSteps: 4,
    tokens: 64,
    queryHeads: 8,
    kvHeads: 4,
    headDimension: 64,
    softmaxScale: 0.125,
    layers: [3, 5].map((id) => ({
      id,
      hasKeys: true,
      hasValues: true,
      hasQueries: true,
      hasSelection: false,
    })),
    hasTokenIds: false,
    hasTokenText: false,
    facts: {},
    unknownTensors: [],
    ...change,
  };
}

export function sampleRun(change: Partial<RunConfiguration> = {}): RunConfiguration {
  return {
    policy: "starc",
    parameters: {},
    budget: 16,
    placement: "token-order",
    device: "slow",
    chargeIndex: true,
    chargeClustering: true,
    energyModel: "row-aware",
    ...change,
  };
}

export function sampleView(change: Partial<ViewState> = {}): ViewState {
  const { runs = [sampleRun(), sampleRun({ policy: "full" })] } = change;
  return { ...defaultView, layer: 5, runs, runStyles: stylesFor(runs), ...change };
}

export function sampleTrace(change: Partial<OpenedTrace> = {}): OpenedTrace {
  return {
    name: "run.kvtrace",
    fileSize: 12_345_678,
    header: sampleHeader(),
    catalog,
    viewState: sampleView(),
    ...change,
  };
}

/** Results whose columns are NaN and whose loads are 0 but for what is given. */
export function sampleHead(
  place: { readonly run?: number; readonly queryHead?: number; readonly kvHead?: number },
  values: Partial<Record<StepColumn, readonly number[]>> = {},
  vectors: readonly number[] = [],
  steps = 4,
  unitsPerChannel = 16,
): HeadResult {
  const { run = 0, queryHead = 0, kvHead = Math.floor(queryHead / 2) } = place;
  const columns = Object.fromEntries(
    stepColumnNames.map((name) => [
      name,
      Float64Array.from({ length: steps }, (_, step) => values[name]?.[step] ?? NaN),
    ]),
  ) as HeadResult["columns"];
  const loads = Object.fromEntries(
    loadColumnNames.map((name) => [
      name,
      Float32Array.from({ length: steps * unitsPerChannel }, (_, cell) => vectors[cell] ?? 0),
    ]),
  ) as HeadResult["loads"];
  const where = { run, layer: 5, kvHead, queryHead, fromStep: 0, steps };
  return { ...where, columns, unitsPerChannel, loads };
}
