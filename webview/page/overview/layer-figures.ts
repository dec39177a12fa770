import { meanOf } from "../../../src/shared/figures";
import type { ComparedFigure } from "../../../src/shared/protocol";
import { furtherKey } from "../../state/further/further-state";
import type { PageState } from "../../state/page-state";
import { measureOf } from "../../state/runs/measures";

/** A layer with a figure of each of its KV heads. */
export interface LayerFigures {
  readonly layer: number;
  /** The mean over all steps and query heads of each KV head; undefined where it is not computed. */
  readonly heads: readonly (number | undefined)[];
}

/** What is known of the shown run in every layer of the trace. */
export function layerFigures(
  { trace, view, further }: Pick<PageState, "trace" | "view" | "further">,
  id: ComparedFigure,
): LayerFigures[] {
  const { header, catalog } = trace;
  const measure = measureOf(id);
  const configuration = view.runs[view.shownRun];
  const device = catalog.devices.find((each) => each.id === configuration.device);
  return header.layers.map(({ id: layer }) => {
    const results = further.known.get(furtherKey({ layer, run: configuration }));
    const heads = Array.from({ length: header.kvHeads }, (_, kvHead) => {
      const own = results?.ofRun(0).filter((head) => head.kvHead === kvHead) ?? [];
      if (own.length === 0 || !device) return undefined;
      const figure = (column: Parameters<typeof meanOf>[1]) => meanOf(own, column);
      return measure.value({ index: 0, name: "", configuration, device, figure });
    });
    return { layer, heads };
  });
}
