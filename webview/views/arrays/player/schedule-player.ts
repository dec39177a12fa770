import { makeDropdown } from "../../../parts/controls/dropdown";
import { element, setText } from "../../../parts/dom/element";
import { labelled } from "../../../parts/dom/labelled";
import { formatCount } from "../../../../src/shared/format/number";
import { Player, speeds, type Speed } from "../../../parts/player/player";
import { describeStep } from "../map/describe-step";
import { asStudied, changeView, type ArraysStore } from "../state";
import { playerTicks } from "./player-ticks";

/** Plays a schedule step by step, with what each step does in words. */
export function makeSchedulePlayer(store: ArraysStore): HTMLElement {
  const text = element("p", { id: "player-text", class: "player-text", "aria-live": "polite" });
  const count = element("span", { id: "player-position", class: "note" });
  const player = new Player(
    { slider: "player", button: "player" },
    {
      move: (position) => {
        const ticks = playerTicks(store.state);
        if (ticks) changeView(store, { tick: ticks.tickAt(position) });
      },
      play: (isPlaying) => store.update({ isPlaying }),
    },
  );
  const speed = makeDropdown<Speed>("player-speed", (value) => (player.speed = value));
  speed.show(
    speeds.map((value) => ({ value, label: value })),
    player.speed,
  );
  store.watch(
    ({ study, view, array, turn, isPlaying }) => [study, view, array, turn, isPlaying],
    () => {
      const { state } = store;
      const { isPlaying } = state;
      const ticks = playerTicks(state) ?? { count: 0, position: 0 };
      const words = describeStep(asStudied(state));
      player.show({ count: ticks.count, position: ticks.position, isPlaying, text: words });
      const last = formatCount(Math.max(0, ticks.count - 1));
      setText(count, `step ${formatCount(ticks.position)} of 0 to ${last}`);
      // A reader cannot keep up with what plays, and hears where it stops.
      text.setAttribute("aria-live", isPlaying ? "off" : "polite");
      setText(text, words);
    },
  );
  return element(
    "div",
    { class: "player", role: "group", "aria-label": "Schedule" },
    element(
      "div",
      { class: "player-controls" },
      ...player.buttons,
      element("div", { class: "step-slider" }, player.slider),
      count,
      labelled("Steps per second", speed.element),
    ),
    text,
  );
}
