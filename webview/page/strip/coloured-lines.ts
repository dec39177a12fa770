import { runLooks } from "../../parts/colours/run-colours";
import { shownColourSet } from "../../parts/colours/shown-colour-set";
import type { PageState } from "../../state/page-state";
import { stripValues } from "./strip-figures";
import type { StripLine } from "./strip-lines";

/** The figure of all runs that are not hidden as lines on screen. */
export function stripLines(state: PageState): StripLine[] {
  const looks = runLooks(state.view.runStyles, shownColourSet());
  return stripValues(state).map(({ run, values }) => {
    const { colour, dashes } = looks[run];
    return { run, colour, dashes, values };
  });
}
