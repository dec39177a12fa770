import { pickedOf } from "../../../src/shared/picked";
import type { TokensState, ViewState } from "../../../src/shared/protocol";
import { clusterBarTitle, clusterScale } from "../../parts/colours/cluster-colour";
import type { ColourMapName } from "../../parts/colours/colour-map";
import { differenceScale, signedLogScale, type Scale } from "../../parts/colours/scale";
import { formatShare, formatTick } from "../../../src/shared/format/number";
import type { CellText, Picture } from "../../parts/heat-map/picture";
import { findToken, type SelectionSet } from "../../state/details/selection-set";
import { describeCluster, describeSlot } from "../../state/details/slot-words";
import type { TokenWords } from "../../state/details/token-words";
import { stepAxis, tokenAxis } from "./token-axes";
import type { TokenColouring, TokenMatrix } from "./token-matrix";

/** Masses this much smaller than the largest look alike on a logarithmic scale. */
const shownMasses = 1e-5;

/** The cells of a picture with what is derived from all of them. */
export interface TokenCells {
  readonly matrix: TokenMatrix;
  readonly colouring: TokenColouring;
}

/** How tokens are shown. */
export interface ShownTokens {
  readonly view: ViewState;
  /** Tokens with a mark beside them. */
  readonly marked: readonly number[];
  readonly promptTokens: number;
}

/** The heat map of what was read and missed. */
export function tokenPicture(
  set: SelectionSet,
  { matrix, colouring }: TokenCells,
  { view, marked, promptTokens }: ShownTokens,
  words: TokenWords,
): Picture {
  const { fromStep, toStep, queryHead } = set.request;
  const token = pickedOf(view, "token")?.token;
  const column = view.step - fromStep;
  return {
    label: `Tokens that query head ${queryHead} read and missed at steps ${fromStep} to ${toStep - 1}`,
    matrix,
    scale: scaleOf(colouring, view.tokens.scale, matrix.largest),
    colours: coloursOf(colouring, view.heatMap.colours),
    // Places of clusters have no mean, and what weighs most is to be seen.
    aggregation: colouring.colourBy === "cluster" ? "max" : "extreme",
    rowAxis: tokenAxis(matrix.rows, promptTokens, marked, words),
    columnAxis: stepAxis(fromStep, matrix.columns),
    barTitle: barTitles[colouring.colourBy],
    tickText: tickTexts[colouring.colourBy],
    markedRow: undefined,
    markedColumn: column,
    picked: token !== undefined && token < matrix.rows ? { row: token, column } : undefined,
    describe: (cell) => describeToken(set, fromStep + cell.column, cell.row, promptTokens, words),
  };
}

const barTitles = {
  mass: "share of the attention: missed, read",
  cluster: clusterBarTitle,
  read: "missed or read",
} as const;

/** Which half of the bar a value lies in says whether the token was missed. */
const tickTexts = {
  mass: (value: number) => formatTick(Math.abs(value)),
  cluster: undefined,
  // Of a token there is no more to say: the ends name what it was.
  read: (value: number) => (value <= -1 ? "missed" : value >= 1 ? "read" : ""),
} as const;

function coloursOf(
  { colourBy }: TokenColouring,
  amounts: ViewState["heatMap"]["colours"],
): ColourMapName {
  return colourBy === "cluster" ? "clusters" : `missed-${amounts}`;
}

function scaleOf({ colourBy }: TokenColouring, kind: TokensState["scale"], largest: number): Scale {
  if (colourBy === "cluster") return clusterScale;
  if (colourBy === "read" || kind === "linear") return differenceScale(largest);
  return signedLogScale(largest * shownMasses, largest);
}

/** One token at one step, in words. */
function describeToken(
  set: SelectionSet,
  step: number,
  token: number,
  promptTokens: number,
  words: TokenWords,
): CellText {
  const part = token < promptTokens ? "prompt" : `decoded at step ${token - promptTokens}`;
  const title = `Step ${step}, ${words.describe(token)}`;
  if (token > promptTokens + step) return { title, lines: ["Not there yet"] };
  const found = findToken(set, step, token);
  const slot = found?.slot ?? set.slotOf[token];
  const cluster = found?.cluster ?? set.clusterOf[token];
  const place = `${describeCluster(cluster)}; ${describeSlot(slot, set.slotsPerLine)}`;
  if (!found) return { title, lines: [part, "Not read; it hardly matters", place] };
  const share = Number.isNaN(found.mass) ? "" : `, ${formatShare(found.mass)} of the attention`;
  return { title, lines: [part, `${found.isRead ? "Read" : "Missed"}${share}`, place] };
}
