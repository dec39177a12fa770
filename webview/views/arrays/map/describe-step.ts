import { formatCount } from "../../../../src/shared/format/number";
import { playerTicks } from "../player/player-ticks";
import type { CimStudySummary } from "../../../../src/shared/protocol/cim";
import { shownStrategy, type ArraysState, type ShownArray } from "../state";
import { describeTurn, nameWork, turnOfTick } from "../player/turns";

/** What the shown step does, in words; empty before it is known. */
export function describeStep(state: ArraysState): string {
  const { study, view, turn } = state;
  const shown = shownStrategy(state);
  const ticks = playerTicks(state);
  if (!study.summary || !shown || !ticks) return "";
  if (ticks.count === 0) return "This array has nothing to do: all that it holds is padding.";
  const tick = ticks.tickAt(ticks.position);
  const { adcs } = view.configuration;
  if (view.array !== null) {
    const { steps } = state.array!;
    const [rows, columns] = [steps.rows[ticks.position], steps.columns[ticks.position]];
    const what = workOfArray(state.array!, study.summary, tick);
    return `${what}: drives ${rows} rows and reads ${columns} columns, ${conversions(columns, adcs)}.`;
  }
  const what = describeTurn(study.summary, shown, turnOfTick(shown, tick));
  if (turn?.strategy !== view.strategy || turn.turn !== turnOfTick(shown, tick)) return what;
  let [arrays, rows, columns, most] = [0, 0, 0, 0];
  turn.steps.tick.forEach((at, step) => {
    if (at !== tick) return;
    arrays++;
    rows += turn.steps.rows[step];
    columns += turn.steps.columns[step];
    most = Math.max(most, turn.steps.columns[step]);
  });
  const work = arrays === 1 ? "1 array drives" : `${formatCount(arrays)} arrays drive`;
  const read = arrays === 1 ? "reads" : "read";
  return (
    `${what}: ${work} ${formatCount(rows)} rows and ${read} ${formatCount(columns)} columns, ` +
    `${conversions(most, adcs)}.`
  );
}

/** The layers that an array works for in a tick. */
function workOfArray(
  { blocks, strategy }: ShownArray,
  { layers }: CimStudySummary,
  tick: number,
): string {
  const names = new Set<string>();
  let stage = 0;
  blocks.tick.forEach((at, block) => {
    if (at !== tick) return;
    names.add(layers[blocks.layer[block]].name);
    stage = blocks.stage[block];
  });
  return nameWork([...names], strategy, stage);
}

/** How often the ADCs of an array convert one after the other. */
function conversions(columns: number, adcs: number): string {
  const rounds = Math.ceil(columns / adcs);
  const times = rounds === 1 ? "1 conversion" : `${formatCount(rounds)} conversions`;
  return `${times} after each other with ${adcs} ADC${adcs === 1 ? "" : "s"} per array`;
}
