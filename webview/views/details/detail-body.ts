import type { Picked, ViewName } from "../../../src/shared/protocol";
import { visibleText } from "../../parts/format/visible-text";
import { element, setText } from "../../parts/dom/element";
import { makePlainButton } from "../../parts/controls/plain-button";
import type { TokenWords } from "../../state/details/token-words";
import { viewOf } from "./view-of";
import type { Chip, ChipList, DetailContent, DetailFigure, TokenList } from "./detail-content";
import { passagesOf, type Passage } from "./passages";

/** Most tokens that stand as chips where the trace has no words. */
const tokenChips = 12;

const linkLabels: Partial<Record<ViewName, string>> = {
  banks: "Banks",
  timeline: "Timeline",
  tokens: "Tokens",
  clusters: "Clusters",
};

/** What happens where something in the details is pressed. */
export interface DetailActions {
  readonly pick: (picked: Picked) => void;
  /** Picks it and shows the view that it is a part of. */
  readonly jump: (picked: Picked) => void;
  /** Something that a chip names is pointed at, or nothing any more. */
  readonly point: (picked: Picked | null) => void;
  readonly show: (view: ViewName) => void;
}

/** The details below their title, as elements. */
export function detailBody(
  content: DetailContent,
  words: TokenWords,
  tokens: number,
  actions: DetailActions,
): HTMLElement[] {
  const status = element("p", {
    class: "detail-note",
    role: "status",
    "data-test": "detail-status",
  });
  setText(status, content.isBusy ? "Reading …" : content.status);
  status.hidden = status.textContent === "";
  return [
    element("p", { class: "detail-note", "data-test": "detail-path" }, content.path),
    status,
    element("dl", { class: "detail-figures" }, ...content.figures.map(figureRow)),
    ...content.chips.filter(({ chips }) => chips.length > 0).map((list) => chipList(list, actions)),
    ...(content.tokens ? [tokenList(content.tokens, words, tokens, actions)] : []),
    linkRow(content.links, actions),
  ];
}

/** The same as text, for the clipboard. */
export function detailText({ title, path, status, figures, chips, tokens }: DetailContent): string {
  const lines = [
    title,
    path,
    status,
    ...figures.map(({ label, value, ratio }) => `${label}: ${value}${ratio && ` (${ratio})`}`),
    ...chips.map((list) => `${list.title}: ${list.chips.map(({ text }) => text).join(", ")}`),
    tokens ? `${tokens.title}: ${tokens.tokens.join(", ")}` : "",
  ];
  return lines.filter((line) => line !== "").join("\n");
}

function figureRow({ id, label, value, ratio, meaning }: DetailFigure): HTMLElement {
  return element(
    "div",
    { class: "detail-figure", title: meaning, "data-test": `figure-${id}` },
    element("dt", {}, label),
    element("dd", {}, value),
    element("dd", { class: "detail-ratio" }, ratio),
  );
}

function section(title: string, ...children: readonly HTMLElement[]): HTMLElement {
  return element("section", {}, element("h3", { class: "detail-heading" }, title), ...children);
}

function chipList({ title, chips }: ChipList, actions: DetailActions): HTMLElement {
  return section(title, chipRow(chips, actions));
}

function chipRow(chips: readonly Chip[], actions: DetailActions): HTMLElement {
  const buttons = chips.map((chip) => chipButton("detail-chip", chip, actions));
  return element("div", { class: "detail-chips" }, ...buttons);
}

/** Outlines what it names wherever that is seen while it is pointed at, and picks it when pressed. */
function chipButton(
  name: string,
  { text, meaning, picks }: Chip,
  { pick, jump, point }: DetailActions,
): HTMLElement {
  const attributes = {
    class: name,
    title: `${meaning} (with Alt: in ${linkLabels[viewOf(picks)] ?? ""})`,
    "data-picks": JSON.stringify(picks),
  };
  const button = makePlainButton(
    attributes,
    ({ altKey }) => {
      if (altKey) jump(picks);
      else pick(picks);
    },
    text,
  ).element;
  for (const event of ["pointerenter", "focus"]) button.addEventListener(event, () => point(picks));
  for (const event of ["pointerleave", "blur"]) button.addEventListener(event, () => point(null));
  return button;
}

function tokenList(
  { title, tokens }: TokenList,
  words: TokenWords,
  end: number,
  actions: DetailActions,
): HTMLElement {
  if (tokens.length === 0) return section(title);
  if (words.hasText) {
    const passages = passagesOf(tokens, end);
    return section(title, ...passages.map((passage) => passageText(passage, words, end, actions)));
  }
  const chips = tokens.slice(0, tokenChips).map((token): Chip => {
    const picks = { kind: "token", token } as const;
    return { text: `${token}`, meaning: words.describe(token), picks };
  });
  return section(title, chipRow(chips, actions));
}

function passageText(
  { from, to, told }: Passage,
  words: TokenWords,
  end: number,
  actions: DetailActions,
): HTMLElement {
  const place = element("p", { class: "passage" });
  if (from > 0) place.append("… ");
  for (let token = from; token < to; token++) {
    const text = visibleText(words.text(token) ?? "");
    if (!told.includes(token)) {
      place.append(text);
      continue;
    }
    // The space belongs to the sentence, not to the word.
    const word = text.trimStart();
    place.append(text.slice(0, text.length - word.length));
    const chip: Chip = {
      text: word || `token ${token}`,
      meaning: `Token ${token}`,
      picks: { kind: "token", token },
    };
    place.append(chipButton("told", chip, actions));
  }
  if (to < end) place.append(" …");
  return place;
}

function linkRow(links: readonly ViewName[], { show }: DetailActions): HTMLElement {
  const buttons = links.map((view) => {
    const attributes = { class: "detail-chip", "data-shows": view };
    return makePlainButton(attributes, () => show(view), `→ ${linkLabels[view] ?? view}`).element;
  });
  return element("div", { class: "detail-chips" }, ...buttons);
}
