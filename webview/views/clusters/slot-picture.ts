import { clusterBarTitle, clusterPlace, clusterScale } from "../../parts/colours/cluster-colour";
import { tokensOf, type ClusterSet } from "../../state/details/cluster-set";
import { markLevel } from "../../parts/heat-map/drawing/mark-level";
import { describeCluster } from "../../state/details/slot-words";
import type { TokenWords } from "../../state/details/token-words";
import type { Axis, AxisLabel, Picture } from "../../parts/heat-map/picture";
import { indexTicks, partTicks } from "../../parts/colours/ticks";

/** Most lines between rows that are drawn; more would hide the cells. */
const mostDividers = 128;

/** Token in each slot, -1 in padding, [lines x slots of a line]. */
export function tokensBySlot({ facts, slots }: ClusterSet): Int32Array {
  const { slotsPerLine } = facts;
  const lines = Math.ceil(facts.slotCount / slotsPerLine);
  const tokens = new Int32Array(lines * slotsPerLine).fill(-1);
  slots.forEach((slot, token) => (tokens[slot] = token));
  return tokens;
}

/** Lines x lanes: which cluster lies in each slot. Padding has no colour. */
export function slotPicture(
  set: ClusterSet,
  pickedCluster: number | undefined,
  markedTokens: readonly number[],
  words: TokenWords,
): Picture {
  const { slotsPerLine, linesPerKeyRow } = set.facts;
  const tokens = tokensBySlot(set);
  const lines = tokens.length / slotsPerLine;
  const values = Float32Array.from(tokens, (token) => {
    const cluster = token < 0 ? undefined : set.clusterOf[token];
    if (cluster === undefined) return NaN;
    return pickedCluster === undefined || cluster === pickedCluster ? clusterPlace(cluster) : NaN;
  });
  const { step, kvHead } = set.request;
  const marked = pickedCluster === undefined ? markedTokens : tokensOf(set, pickedCluster);
  const rowOf = (line: number) => Math.floor(line / linesPerKeyRow);
  return {
    label: `Lines and lanes of KV head ${kvHead} at step ${step}, coloured by cluster`,
    matrix: { rows: lines, columns: slotsPerLine, values },
    scale: clusterScale,
    colours: "clusters",
    // Places of clusters have no mean.
    aggregation: "max",
    rowAxis: lineAxis(lines, linesPerKeyRow, linesOf(set, marked)),
    columnAxis: laneAxis(slotsPerLine),
    barTitle: clusterBarTitle,
    markedRow: undefined,
    markedColumn: undefined,
    describe({ row, column }) {
      const token = tokens[row * slotsPerLine + column];
      const title = `Line ${row}, lane ${column}`;
      const place = `slot ${row * slotsPerLine + column}, row of keys ${rowOf(row)}`;
      if (token < 0) return { title, lines: ["Padding: holds no token", place] };
      return {
        title,
        lines: [words.describe(token), describeCluster(set.clusterOf[token]), place],
      };
    },
  };
}

function laneAxis(lanes: number): Axis {
  return {
    levels: [
      {
        name: "lane",
        labels: Array.from({ length: lanes }, (_, lane) => ({
          from: lane,
          to: lane + 1,
          text: `${lane}`,
        })),
      },
    ],
    dividers: [],
    nameOf: (lane) => `lane ${lane}`,
  };
}

/** Lines that hold any of the tokens, ascending. */
function linesOf({ slots, facts }: ClusterSet, tokens: readonly number[]): number[] {
  const known = tokens.filter((token) => token < slots.length);
  const lines = known.map((token) => Math.floor(slots[token] / facts.slotsPerLine));
  return [...new Set(lines)].sort((a, b) => a - b);
}

function lineAxis(lines: number, linesPerRow: number, marked: readonly number[]): Axis {
  const rows = Math.ceil(lines / linesPerRow);
  const start = (row: number) => Math.min(lines, Math.ceil(row * linesPerRow));
  const labels = (named: readonly number[]): AxisLabel[] =>
    named.map((line) => ({ from: line, to: line + 1, text: `${line}` }));
  return {
    levels: [
      {
        name: "line",
        labels: labels(indexTicks(lines, 10)),
        labelsWithin: (from, to, count) => labels(partTicks(from, to, count)),
      },
      {
        name: "",
        labels: Array.from({ length: rows }, (_, row) => ({
          from: start(row),
          to: start(row + 1),
          text: `row ${row}`,
        })),
      },
      markLevel(marked),
    ],
    dividers:
      rows > mostDividers
        ? []
        : Array.from({ length: rows - 1 }, (_, row) => ({ at: start(row + 1), weight: 2 })),
    nameOf: (line) => `line ${line}`,
  };
}
