import { element, setAttributes, setText } from "../../../parts/dom/element";
import { labelled } from "../../../parts/dom/labelled";
import { formatCount } from "../../../parts/format/number";
import { makeDropdown, makeIconButton } from "../../../parts/controls/toolkit";
import { describeStep } from "../map/describe-step";
import { playerTicks } from "./player-ticks";
import { asStudied, changeView, type ArraysState, type ArraysStore } from "../state";

/** Steps per second to choose from. */
const speeds = ["1", "4", "16"] as const;

/** Who asked for less motion gets no faster steps than this. */
const calmSpeed = 1;

/**
 * Plays a schedule step by step: buttons, a slider with Home, End, arrow and page keys, Space to
 * play and pause, and what the step does in words.
 */
export class Player {
  readonly #slider = element("input", {
    id: "player",
    type: "range",
    min: 0,
    "aria-label": "Step",
  });
  readonly #text = element("p", { id: "player-text", class: "player-text", "aria-live": "polite" });
  readonly #count = element("span", { id: "player-position", class: "note" });
  readonly #play;
  readonly #others;
  readonly element: HTMLElement;
  #speed: (typeof speeds)[number] = "4";
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly store: ArraysStore) {
    this.#play = makeIconButton("player-play", "play", "Play", () => this.#toggle());
    const button = (id: string, icon: "first" | "previous" | "next" | "last", label: string) => {
      const move = { first: -Infinity, previous: -1, next: 1, last: Infinity }[icon];
      return makeIconButton(id, icon, label, () => this.#step(move));
    };
    this.#others = {
      first: button("player-first", "first", "First step"),
      previous: button("player-previous", "previous", "Previous step"),
      next: button("player-next", "next", "Next step"),
      last: button("player-last", "last", "Last step"),
    };
    this.#slider.addEventListener("input", () => this.#goTo(this.#slider.valueAsNumber));
    this.#slider.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      this.#toggle();
    });
    const speed = makeDropdown<(typeof speeds)[number]>("player-speed", (value) => {
      this.#speed = value;
    });
    speed.show(
      speeds.map((value) => ({ value, label: value })),
      this.#speed,
    );
    const { first, previous, next, last } = this.#others;
    this.element = element(
      "div",
      { class: "player", role: "group", "aria-label": "Schedule" },
      element(
        "div",
        { class: "player-controls" },
        first.element,
        previous.element,
        this.#play.element,
        next.element,
        last.element,
        element("div", { class: "step-slider" }, this.#slider),
        this.#count,
        labelled("Steps per second", speed.element),
      ),
      this.#text,
    );
    store.watch(
      ({ study, view, array, turn, isPlaying }) => [study, view, array, turn, isPlaying],
      () => this.#show(store.state),
    );
  }

  #show(state: ArraysState): void {
    const ticks = playerTicks(state);
    const last = (ticks?.count ?? 1) - 1;
    const position = ticks?.position ?? 0;
    const text = describeStep(asStudied(state));
    this.#slider.disabled = last < 1;
    setAttributes(this.#slider, { max: Math.max(0, last), "aria-valuetext": text });
    this.#slider.value = `${position}`;
    this.#others.first.enable(position > 0);
    this.#others.previous.enable(position > 0);
    this.#others.next.enable(position < last);
    this.#others.last.enable(position < last);
    this.#play.enable(last > 0);
    const [icon, name] = state.isPlaying
      ? (["pause", "Pause"] as const)
      : (["play", "Play"] as const);
    if (this.#play.element.getAttribute("aria-label") !== name) this.#play.change(icon, name);
    setText(this.#count, `step ${formatCount(position)} of 0 to ${formatCount(Math.max(0, last))}`);
    // A reader cannot keep up with what plays, and hears where it stops.
    this.#text.setAttribute("aria-live", state.isPlaying ? "off" : "polite");
    setText(this.#text, text);
    this.#schedule(state.isPlaying);
  }

  #step(by: number): void {
    const ticks = playerTicks(this.store.state);
    if (ticks) this.#goTo(ticks.position + by);
  }

  /** A step that the user goes to is where they want to stay. */
  #goTo(position: number): void {
    this.store.update({ isPlaying: false });
    this.#move(position);
  }

  #move(position: number): void {
    const ticks = playerTicks(this.store.state);
    if (!ticks) return;
    const within = Math.max(0, Math.min(position, ticks.count - 1));
    changeView(this.store, { tick: ticks.tickAt(within) });
  }

  #toggle(): void {
    const ticks = playerTicks(this.store.state);
    if (!ticks) return;
    const isPlaying = !this.store.state.isPlaying;
    // Played to its end, it starts again.
    if (isPlaying && ticks.position === ticks.count - 1) this.#move(0);
    this.store.update({ isPlaying });
  }

  #schedule(isPlaying: boolean): void {
    if (!isPlaying) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#advance();
    }, 1000 / this.#stepsPerSecond());
  }

  #advance(): void {
    const { state } = this.store;
    const ticks = playerTicks(state);
    if (!state.isPlaying) return;
    if (!ticks || ticks.position >= ticks.count - 1) this.store.update({ isPlaying: false });
    else this.#move(ticks.position + 1);
  }

  #stepsPerSecond(): number {
    const wantsCalm =
      document.body.classList.contains("vscode-reduce-motion") ||
      matchMedia("(prefers-reduced-motion: reduce)").matches;
    return wantsCalm ? calmSpeed : Number(this.#speed);
  }
}
