import { makeIconButton } from "../controls/icon-button";
import { element, setAttributes } from "../dom/element";
import type { IconName } from "../dom/icon";

/** Steps per second to choose from. */
export const speeds = ["1", "4", "16"] as const;

export type Speed = (typeof speeds)[number];

/** Who asked for less motion gets no faster steps than this. */
const calmSpeed = 1;

/** Where a player stands. */
export interface Played {
  readonly count: number;
  /** 0 .. count - 1. */
  readonly position: number;
  readonly isPlaying: boolean;
  /** The step in words, for who hears the slider. */
  readonly text: string;
}

export interface PlayerActions {
  /** The user went to a position, or what is played goes on to it. */
  move(position: number): void;
  play(isPlaying: boolean): void;
}

/** The ids of what a player is made of: its slider, and what those of its buttons begin with. */
interface PlayerIds {
  readonly slider: string;
  readonly button: string;
}

/** Tooltips say these keys, where the page has some for its player. */
export type PlayerKeys = Readonly<Partial<Record<"previous" | "next" | "play", string>>>;

/**
 * Goes through steps: buttons, a slider with Home, End, arrow and page keys, Space to play and
 * pause.
 */
export class Player {
  readonly slider: HTMLInputElement;
  readonly #play;
  readonly #others;
  #played: Played = { count: 0, position: 0, isPlaying: false, text: "" };
  #timer: ReturnType<typeof setTimeout> | undefined;
  speed: Speed = "4";

  constructor(
    ids: PlayerIds,
    private readonly actions: PlayerActions,
    keys: PlayerKeys = {},
  ) {
    const button = (part: string, name: IconName, label: string, move: number, key?: string) => {
      return makeIconButton(`${ids.button}-${part}`, name, label, () => this.step(move), key);
    };
    this.#play = makeIconButton(
      `${ids.button}-play`,
      "play",
      "Play",
      () => this.toggle(),
      keys.play,
    );
    this.#others = {
      first: button("first", "first", "First step", -Infinity),
      previous: button("previous", "previous", "Previous step", -1, keys.previous),
      next: button("next", "next", "Next step", 1, keys.next),
      last: button("last", "last", "Last step", Infinity),
    };
    this.slider = element("input", {
      id: ids.slider,
      type: "range",
      min: 0,
      "aria-label": "Step",
    });
    this.slider.addEventListener("input", () => this.#goTo(this.slider.valueAsNumber));
    this.slider.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      event.stopPropagation();
      this.toggle();
    });
  }

  /** The buttons from left to right; the one in the middle plays. */
  get buttons(): readonly HTMLButtonElement[] {
    const { first, previous, next, last } = this.#others;
    return [first, previous, this.#play, next, last].map((control) => control.element);
  }

  get playButton(): HTMLButtonElement {
    return this.#play.element;
  }

  show(played: Played): void {
    this.#played = played;
    const { count, position, isPlaying, text } = played;
    const last = Math.max(0, count - 1);
    this.slider.disabled = last < 1;
    setAttributes(this.slider, { max: last, "aria-valuetext": text });
    this.slider.value = `${position}`;
    this.#others.first.enable(position > 0);
    this.#others.previous.enable(position > 0);
    this.#others.next.enable(position < last);
    this.#others.last.enable(position < last);
    this.#play.enable(last > 0);
    const [icon, name] = isPlaying ? (["pause", "Pause"] as const) : (["play", "Play"] as const);
    if (this.#play.element.getAttribute("aria-label") !== name) this.#play.change(icon, name);
    this.#schedule(isPlaying);
  }

  /** Goes on by so many steps, or to an end. */
  step(by: number): void {
    if (this.#played.count > 0) this.#goTo(this.#played.position + by);
  }

  toggle(): void {
    const { count, position, isPlaying } = this.#played;
    if (count < 2) return;
    // Played to its end, it starts again.
    if (!isPlaying && position === count - 1) this.#move(0);
    this.actions.play(!isPlaying);
  }

  /** A step that the user goes to is where they want to stay. */
  #goTo(position: number): void {
    if (this.#played.isPlaying) this.actions.play(false);
    this.#move(position);
  }

  #move(wanted: number): void {
    const position = Math.max(0, Math.min(wanted, this.#played.count - 1));
    // The next key may come before this position is shown.
    this.#played = { ...this.#played, position };
    this.actions.move(position);
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
    const { count, position, isPlaying } = this.#played;
    if (!isPlaying) return;
    if (position >= count - 1) this.actions.play(false);
    else this.#move(position + 1);
  }

  #stepsPerSecond(): number {
    const wantsCalm =
      document.body.classList.contains("vscode-reduce-motion") ||
      matchMedia("(prefers-reduced-motion: reduce)").matches;
    return wantsCalm ? calmSpeed : Number(this.speed);
  }
}
