import { element, setAttributes, setText } from "../../parts/dom/element";
import { formatCount } from "../../../src/shared/format/number";
import { Player } from "../../parts/player/player";
import { changeView, type PageStore } from "../../state/page-state";

/** The player of steps with what it says of the shown one. */
export interface StepPlayer {
  readonly player: Player;
  /** `step 42 / 127 · 3 883 tokens` */
  readonly text: HTMLElement;
}

/** Goes through the decode steps. */
export function makeStepPlayer(store: PageStore): StepPlayer {
  let isPlaying = false;
  const step = element("span", { id: "step-position" });
  const context = element("span", { class: "step-context" });
  const player = new Player(
    { slider: "step", button: "step" },
    {
      move: (position) => changeView(store, { step: position }),
      play: (plays) => {
        isPlaying = plays;
        show();
      },
    },
    { previous: "A", next: "D", play: "P" },
  );
  const show = () => {
    const { trace, view } = store.state;
    const { decodeSteps, promptTokens } = trace.header;
    const last = Math.max(0, decodeSteps - 1);
    // Without steps there is the prompt alone.
    const tokens = formatCount(promptTokens + (decodeSteps > 0 ? view.step + 1 : 0));
    const text = `step ${view.step} of 0 to ${last}, ${tokens} tokens of context`;
    player.show({ count: decodeSteps, position: view.step, isPlaying, text });
    setText(step, decodeSteps > 0 ? `step ${view.step} / ${last}` : "no steps");
    setText(context, ` · ${tokens} tokens`);
    setAttributes(step, { "data-longest": `step ${last} / ${last}` });
  };
  store.watch(
    ({ trace, view }) => [trace.header, view.step],
    () => show(),
  );
  return { player, text: element("span", { class: "step-text" }, step, context) };
}
