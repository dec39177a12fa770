import { clusterTable } from "./cluster-colour";
import {
  type AmountMapName,
  type Colour,
  type ColourMapName,
  blendedTable,
  colourTable,
  mix,
} from "./colour-map";
import { missedTable } from "./missed-colours";

/** The editor's chart colours from cold to hot, with those of its dark theme where it has none. */
const chartColours = [
  ["blue", "#59a4f9"],
  ["green", "#89d185"],
  ["yellow", "#cca700"],
  ["orange", "#d18616"],
  ["red", "#f14c4c"],
] as const;

/** Share of the first colour in the low end, which else fades into the page. */
const lowEnd = 0.3;

/** The colours of a map in the editor's current theme, as `colourTable` gives them. */
export function themedTable(name: ColourMapName): Uint32Array {
  switch (name) {
    case "clusters":
      return clusterTable();
    case "missed-viridis":
      return missedTable(amountTable("viridis"));
    case "missed-cividis":
      return missedTable(amountTable("cividis"));
    case "missed-difference":
      return missedTable(amountTable("difference"));
    case "missed-editor":
      return missedTable(amountTable("editor"));
    case "viridis":
    case "cividis":
    case "difference":
    case "editor":
      return amountTable(name);
  }
}

function amountTable(name: AmountMapName): Uint32Array {
  return name === "editor" ? blendedTable(editorStops()) : colourTable(name);
}

function editorStops(): Colour[] {
  const style = getComputedStyle(document.body);
  const variable = (name: string) => style.getPropertyValue(`--vscode-${name}`).trim();
  const background = variable("editor-background") || style.backgroundColor;
  const pixel = new Pixel(background);
  const stops = chartColours.map(([name, usual]) =>
    pixel.read(variable(`charts-${name}`) || usual),
  );
  return [mix(pixel.read(background), stops[0], lowEnd), ...stops];
}

/** Lets the browser read colours, in whatever way a theme writes them. */
class Pixel {
  readonly #context = document.createElement("canvas").getContext("2d")!;

  /** @param background what shows through a colour that is not opaque */
  constructor(private readonly background: string) {}

  read(colour: string): Colour {
    for (const layer of [this.background, colour]) {
      this.#context.fillStyle = layer;
      this.#context.fillRect(0, 0, 1, 1);
    }
    const [red, green, blue] = this.#context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  }
}
