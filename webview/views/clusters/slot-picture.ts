import { clusterBarTitle, clusterPlace, clusterScale } from "../../parts/colours/cluster-colour";
import type { Axis, Picture } from "../../parts/heat-map/picture";
import { tokensOf, type ClusterSet } from "../../state/details/cluster-set";
import { describeCluster } from "../../state/details/slot-words";
import type { TokenWords } from "../../state/details/token-words";

/** Token in each slot, -1 in padding, [lines x slots of a line]. */
export function tokensBySlot({ facts, slots }: ClusterSet): Int32Array {
  const { slotsPerLine } = facts;
  const lines = Math.ceil(facts.slotCount / slotsPerLine);
  const tokens = new Int32Array(lines * slotsPerLine).fill(-1);
  slots.forEach((slot, token) => (tokens[slot] = token));
  return tokens;
}

/** The lines that hold any token of a cluster, ascending. */
export function linesOf(set: ClusterSet, cluster: number): number[] {
  const { slots, facts } = set;
  const lines = tokensOf(set, cluster).map((token) =>
    Math.floor(slots[token] / facts.slotsPerLine),
  );
  return [...new Set(lines)].sort((a, b) => a - b);
}

/** The lines of a cluster x lanes: its own tokens, those of others, and padding without a colour. */
export function slotPicture(set: ClusterSet, cluster: number, words: TokenWords): Picture {
  const { slotsPerLine, linesPerKeyRow } = set.facts;
  const tokens = tokensBySlot(set);
  const lines = linesOf(set, cluster);
  const tokenAt = (row: number, lane: number) => tokens[lines[row] * slotsPerLine + lane];
  const values = Float32Array.from({ length: lines.length * slotsPerLine }, (_, cell) => {
    const token = tokenAt(Math.floor(cell / slotsPerLine), cell % slotsPerLine);
    if (token < 0) return NaN;
    return clusterPlace(set.clusterOf[token] === cluster ? cluster : -1);
  });
  return {
    label: `Lines that hold cluster ${cluster}, by lane: its tokens, those of others, padding`,
    matrix: { rows: lines.length, columns: slotsPerLine, values },
    scale: clusterScale,
    colours: "clusters",
    // Places of clusters have no mean.
    aggregation: "max",
    rowAxis: lineAxis(lines),
    columnAxis: laneAxis(slotsPerLine),
    barTitle: clusterBarTitle,
    markedRow: undefined,
    markedColumn: undefined,
    describe({ row, column }) {
      const token = tokenAt(row, column);
      const line = lines[row];
      const title = `Line ${line}, lane ${column}`;
      const keyRow = Math.floor(line / linesPerKeyRow);
      const place = `slot ${line * slotsPerLine + column}, row of keys ${keyRow}`;
      if (token < 0) return { title, lines: ["Padding: holds no token", place] };
      return {
        title,
        lines: [words.describe(token), describeCluster(set.clusterOf[token]), place],
      };
    },
  };
}

function laneAxis(lanes: number): Axis {
  const labels = Array.from({ length: lanes }, (_, lane) => {
    return { from: lane, to: lane + 1, text: `${lane}` };
  });
  return {
    levels: [{ name: "lane", labels }],
    dividers: [],
    nameOf: (lane) => `lane ${lane}`,
  };
}

function lineAxis(lines: readonly number[]): Axis {
  const labels = lines.map((line, row) => ({ from: row, to: row + 1, text: `${line}` }));
  return {
    levels: [{ name: "line", labels }],
    dividers: [],
    nameOf: (row) => `line ${lines[row]}`,
  };
}
