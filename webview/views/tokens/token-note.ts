import type { TraceHeader } from "../../../src/shared/protocol";
import { formatCount, formatShare } from "../../../src/shared/format/number";
import type { SelectionSet } from "../../state/details/selection-set";

/** What a step read and missed, in a line: what of it is drawn, and of which steps. */
export function tokenNote(
  set: SelectionSet,
  step: number,
  { decodeSteps }: Pick<TraceHeader, "decodeSteps">,
): string {
  const { fromStep, toStep } = set.request;
  const row = step - fromStep;
  const count = (offsets: Uint32Array) => offsets[row + 1] - offsets[row];
  const steps = toStep - fromStep;
  const which = steps < decodeSteps ? `${steps} of ${decodeSteps} steps · ` : "";
  const read = `${which}${formatCount(count(set.offsets))} tokens read`;
  if (Number.isNaN(set.totals[row])) return `${read} at step ${step}`;
  const missed = set.missed.totals[row];
  const listed = sum(
    set.missed.mass.subarray(set.missed.offsets[row], set.missed.offsets[row + 1]),
  );
  const shown = count(set.missed.offsets);
  const inShown =
    shown > 0
      ? `, ${formatShare(listed / missed)} of that in the ${formatCount(shown)} tokens shown red`
      : ", in tokens that hardly matter";
  return (
    `${read} at step ${step}, ${formatShare(set.totals[row])} of the attention; ` +
    `${formatShare(missed)} missed${inShown}`
  );
}

function sum(values: Float32Array): number {
  return values.reduce((all, value) => all + value, 0);
}
