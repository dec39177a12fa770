/** What moves on a page though nobody moves it, as the browser sees it. */
import type { Frame } from "playwright-core";

/** A frame in which parts of the page lay elsewhere than in the one before. */
export interface Move {
  /** Share of the window, times the distance as a share of it. */
  readonly shift: number;
  /** Elements, as selectors. */
  readonly parts: readonly string[];
}

/** Watches a page from now on, and what moved since it was loaded. */
export async function watchMoves(frame: Frame): Promise<void> {
  await frame.evaluate(`(() => {
    if (window.moves) return;
    window.moves = [];
    const nameOf = (node) => {
      const part = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
      if (!part) return "gone";
      const name = part.id ? "#" + part.id : "." + part.classList.value.replaceAll(" ", ".");
      return part.localName + name;
    };
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        window.moves.push({ shift: value, parts: sources.map(({ node }) => nameOf(node)) });
      }
    }).observe({ type: "layout-shift", buffered: true });
  })()`);
}

/** What moved since the last call; it is forgotten. */
export function takeMoves(frame: Frame): Promise<Move[]> {
  return frame.evaluate<Move[]>("window.moves.splice(0)");
}
