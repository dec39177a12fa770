import { kvHeadOf, type Trace } from "../../trace/trace";
import { createHeadData } from "./create-head-data";
import type { Numerics } from "./numerics";
import type { HeadData } from "../policy";

/** Reads one KV head with the query heads of its group; what the layer lacks stays empty. */
export async function readHeadData(
  trace: Trace,
  layerId: number,
  kvHead: number,
  numerics: Numerics,
): Promise<HeadData> {
  const { header } = trace;
  const layer = header.layers.find(({ id }) => id === layerId);
  if (!layer) throw new Error(`The trace has no layer ${layerId}.`);
  const queryHeads = Array.from({ length: header.queryHeads }, (_, head) => head).filter(
    (head) => kvHeadOf(header, head) === kvHead,
  );
  const nothing = new Float32Array(0);
  const keys = layer.hasKeys ? await trace.keys(layerId, kvHead) : nothing;
  const values = layer.hasValues ? await trace.values(layerId, kvHead) : nothing;
  const queries: Float32Array[] = [];
  const selections = [];
  for (const head of queryHeads) {
    if (layer.hasQueries) queries.push(await trace.queries(layerId, head));
    if (layer.hasSelection) selections.push(await trace.selection(layerId, head));
  }
  const { promptTokens, decodeSteps, headDimension, softmaxScale } = header;
  return createHeadData(
    {
      layer: layerId,
      kvHead,
      promptTokens,
      decodeSteps,
      headDimension,
      softmaxScale,
      queryHeads,
      keys,
      values,
      queries,
      selections,
    },
    numerics,
  );
}
