import type { MenuItem } from "../controls/menu";
import type { Copied, DataFormat, ImageFormat } from "../../../src/shared/protocol";

/** Saves files of data and pictures. */
interface Saving {
  data(format: DataFormat): Promise<void>;
  image(format: ImageFormat): Promise<void>;
}

/** Puts figures and views into the clipboard. */
interface Copying {
  copy(what: Copied): Promise<void>;
  copyImage(): Promise<void>;
}

/** What every page saves. */
export function savingItems(exporter: () => Saving): MenuItem[] {
  return [
    { id: "export-csv", label: "Results as CSV", act: () => exporter().data("csv") },
    { id: "export-json", label: "Results as JSON", act: () => exporter().data("json") },
    { id: "export-png", label: "View as PNG", act: () => exporter().image("png") },
    { id: "export-svg", label: "View as SVG", act: () => exporter().image("svg") },
  ];
}

/** What the inspector puts into the clipboard. */
export function copyingItems(exporter: () => Copying): MenuItem[] {
  return [
    { id: "copy-image", label: "Copy picture", act: () => exporter().copyImage() },
    { id: "copy-summary", label: "Copy summary", act: () => exporter().copy("summary") },
    { id: "copy-link", label: "Copy view as link", act: () => exporter().copy("link") },
    { id: "copy-view", label: "Copy view as JSON", act: () => exporter().copy("view") },
  ];
}
