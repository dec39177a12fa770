import { runLooks } from "../../parts/colours/run-colours";
import { themedTable } from "../../parts/colours/theme-colours";
import type { Drawing } from "../../parts/export/drawing";
import { drawHeatMaps } from "../../parts/export/heat-map-drawing";
import type { PageState } from "../../state/page-state";
import { fitMultiples } from "./multiples/fit-multiples";
import type { ShownBanks } from "./shown-banks";

/** The heat maps as they stand beside each other, with one colour bar. */
export function drawBanks({ view }: PageState, shown: readonly ShownBanks[]): Drawing {
  const looks = runLooks(view.runStyles, "light");
  const step = view.heatMap.axis === "channels" ? `step ${view.step}` : "all steps";
  const maps = shown.map(({ run, banks, picture, verdict, waiting }) => ({
    heading: { name: banks.name, colour: looks[run].colour, verdict: waiting ?? verdict.text },
    picture,
  }));
  const [{ picture }] = maps;
  const title = `${picture.barTitle}: layer ${view.layer}, ${step}`;
  return drawHeatMaps(title, maps, themedTable(picture.colours), (width) => {
    return fitMultiples(maps.length, width, 0).columns;
  });
}
