import type { TraceHeader } from "../../../src/shared/protocol";
import type { TableContent } from "../../parts/tables/table-content";

/** Which tensors each layer of the trace holds, with their shapes. */
export function layerTable(header: TraceHeader): TableContent {
  const { kvHeads, queryHeads, tokens, decodeSteps, headDimension } = header;
  const shape = (present: boolean, ...sizes: readonly number[]) =>
    present ? sizes.join(" × ") : "not in the trace";
  return {
    caption: "Layers with the shapes of their tensors: heads × tokens or steps × dimension",
    columns: [
      { label: "Layer" },
      { label: "Keys", meaning: "KV heads × tokens × head dimension" },
      { label: "Values", meaning: "KV heads × tokens × head dimension" },
      { label: "Queries", meaning: "query heads × decode steps × head dimension" },
      { label: "Recorded selection", meaning: "query heads × decode steps" },
    ],
    rows: header.layers.map(({ id, hasKeys, hasValues, hasQueries, hasSelection }) => ({
      head: `${id}`,
      cells: [
        shape(hasKeys, kvHeads, tokens, headDimension),
        shape(hasValues, kvHeads, tokens, headDimension),
        shape(hasQueries, queryHeads, decodeSteps, headDimension),
        shape(hasSelection, queryHeads, decodeSteps),
      ],
    })),
  };
}
