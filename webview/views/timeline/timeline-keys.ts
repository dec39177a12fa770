import { nextLongWait } from "./commands/longest-waits";
import { moveCursor } from "./commands/move-cursor";
import type { TimelineStage } from "./timeline-stage";

/** How much more or less a key shows, and what share of the view it moves. */
const zoomStep = 2;
const moveStep = 0.2;
const pageStep = 0.9;

/** What keys ask for beyond the stage. */
export interface KeyListener {
  find(): void;
  /** @returns false where nothing was picked */
  letGo(): boolean;
}

/** Lets the keyboard do on a stage what a pointer does. */
export function watchKeys(stage: TimelineStage, listener: KeyListener): void {
  stage.surface.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!moveView(stage, event) && !act(stage, event, listener) && !pressKey(stage, event.key)) {
      return;
    }
    event.preventDefault();
    // The page has another meaning for some of them.
    event.stopPropagation();
  });
}

/** Moves the picked command as a key does. @returns false for keys that do not */
export function pressKey(stage: TimelineStage, key: string): boolean {
  const { lane, cursor } = stage;
  if (!lane) return false;
  const name = key.length === 1 ? key.toLowerCase() : key;
  const first = stage.firstSeen();
  const moved = moveCursor(lane.commands, cursor ?? first, name);
  if (moved === undefined) return false;
  // The first key only shows where it starts, but for those that say where to go.
  stage.pick(cursor === undefined && name.startsWith("Arrow") ? first : moved);
  return true;
}

/** Picks the command after which the buses of the run that is worked on wait longest, then the next. */
export function pickLongWait(stage: TimelineStage): void {
  const place = stage.lane && nextLongWait(stage.lane.commands, stage.cursor);
  if (place !== undefined) stage.pick(place);
}

function moveView(stage: TimelineStage, { key, shiftKey }: KeyboardEvent): boolean {
  if (shiftKey && key === "ArrowRight") stage.move(moveStep / 2);
  else if (shiftKey && key === "ArrowLeft") stage.move(-moveStep / 2);
  else {
    switch (key.length === 1 ? key.toLowerCase() : key) {
      case "w":
      case "+":
      case "=":
        stage.zoom(1 / zoomStep);
        break;
      case "s":
      case "-":
        stage.zoom(zoomStep);
        break;
      case "a":
        stage.move(-moveStep);
        break;
      case "d":
        stage.move(moveStep);
        break;
      case "0":
      case "f":
        stage.showWhole();
        break;
      case "PageUp":
        stage.move(-pageStep);
        break;
      case "PageDown":
        stage.move(pageStep);
        break;
      default:
        return false;
    }
  }
  return true;
}

function act(stage: TimelineStage, { key }: KeyboardEvent, listener: KeyListener): boolean {
  switch (key.toLowerCase()) {
    case "h":
      pickLongWait(stage);
      return true;
    case "m":
      stage.startMeasurement();
      return true;
    case "enter":
      stage.zoomToCursor();
      return true;
    case "escape":
      return stage.letGoOfArea() || listener.letGo();
    case "/":
      listener.find();
      return true;
    default:
      return false;
  }
}
