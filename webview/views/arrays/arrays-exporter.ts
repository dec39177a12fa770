import { largestImage, type DataFormat, type ImageFormat } from "../../../src/shared/protocol";
import type { Drawing } from "../../parts/export/drawing";
import { paper, textWidth } from "../../parts/export/paper";
import { rasterise } from "../../parts/export/rasterise";
import { composeSheet } from "../../parts/export/sheet";
import { describeStep } from "./map/describe-step";
import { fileName } from "./weights/weights-controls";
import { reportError, type ArraysConnection, type ArraysState, type ArraysStore } from "./state";

/** Gives what the page shows to the host, to save it. */
export class ArraysExporter {
  constructor(
    private readonly connection: ArraysConnection,
    private readonly store: ArraysStore,
    private readonly drawings: () => readonly Drawing[],
  ) {}

  save(format: DataFormat | ImageFormat): Promise<void> {
    return format === "csv" || format === "json" ? this.data(format) : this.image(format);
  }

  /** Saves the figures of all strategies. */
  async data(format: DataFormat): Promise<void> {
    await this.#tellPath(() => this.connection.request("export", { format }).reply);
  }

  /** Saves a picture of the map in view and of the charts. */
  async image(format: ImageFormat): Promise<void> {
    await this.#tellPath(async () => {
      const { state } = this.store;
      const text = { title: titleOf(state), lines: configurationLines(state) };
      const sheet = composeSheet(text, this.drawings());
      const content = format === "svg" ? sheet.text : await rasterise(sheet);
      if (content.length > largestImage) {
        throw new Error("The picture is too large to be saved; show less of it.");
      }
      return this.connection.request("saveImage", { format, content }).reply;
    });
  }

  async #tellPath(save: () => Promise<{ readonly path: string | null }>): Promise<void> {
    try {
      const { path } = await save();
      if (path === null) return;
      this.store.update({ message: { kind: "information", text: `Saved to ${path}` } });
    } catch (error) {
      reportError(this.store, error);
    }
  }
}

function titleOf({ catalog, view: { weights } }: ArraysState): string {
  const name =
    weights.kind === "file"
      ? fileName(weights.path)
      : catalog.models.find((model) => model.name === weights.name)?.title;
  return `${name ?? ""} on compute-in-memory arrays`;
}

/** What is mapped and how, in words, so that a picture alone can be repeated. */
function configurationLines(state: ArraysState): string[] {
  const { catalog, view } = state;
  const { weights, configuration } = view;
  const of = weights.kind === "file" ? `${weights.path}, layers ${weights.layers}` : weights.name;
  const options = catalog.parameters.map(({ name, label }) => {
    return `${label}: ${String(configuration[name] ?? "one tile per layer")}`;
  });
  const strategy = catalog.strategyNames[view.strategy];
  const parts = [`Weights: ${of}; strategy ${strategy}.`, `Step: ${describeStep(state)}`];
  return [...parts, options.join(", ")].flatMap(wrap);
}

/** Lines that fit onto the paper, broken between words. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer) > paper.width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
