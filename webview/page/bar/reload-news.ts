import { element, setText } from "../../parts/dom/element";
import type { PageStore } from "../../state/page-state";
import { reloadText } from "../../state/reload/reload-state";

/** Says that the file is being read again, then what that changed. */
export function makeReloadNews(store: PageStore): HTMLElement {
  const news = element("span", { id: "reload-news", class: "reload-news", role: "status" });
  store.watch(
    ({ reload }) => reload,
    (reload) => {
      const text = reloadText(reload);
      setText(news, text);
      // Where the bar is narrow it is cut.
      news.title = text === "" ? "" : `The file was written again: ${text}`;
      news.dataset.reload = reload.kind;
    },
  );
  return news;
}
