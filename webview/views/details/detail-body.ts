import type { Picked, ViewName } from "../../../src/shared/protocol";
import { visibleText } from "../../parts/format/visible-text";
import { element, setText } from "../../parts/dom/element";
import { makePlainButton } from "../../parts/controls/plain-button";
import type { TokenWords } from "../../state/details/token-words";
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

function chipRow(chips: readonly Chip[], { pick }: DetailActions): HTMLElement {
  const buttons = chips.map(({ text, meaning, picks }) => {
    const attributes = {
      class: "detail-chip",
      title: meaning,
      "data-picks": JSON.stringify(picks),
    };
    return makePlainButton(attributes, () => pick(picks), text).element;
  });
  return element("div", { class: "detail-chips" }, ...buttons);
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
  { pick }: DetailActions,
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
    const picks = { kind: "token", token } as const;
    const attributes = {
      class: "told",
      title: `Token ${token}`,
      "data-picks": JSON.stringify(picks),
    };
    place.append(makePlainButton(attributes, () => pick(picks), word || `token ${token}`).element);
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
