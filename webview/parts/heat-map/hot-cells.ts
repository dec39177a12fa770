import type { Cell, Matrix } from "./matrix";

/** Most hot cells that are told apart; past them a picture is hot everywhere. */
const mostHotCells = 10_000;

/**
 * Cells that carry more than those around them, the hottest first: none of the four neighbours
 * carries more, and of neighbours that carry the same only the first counts.
 */
export function hotCells({ rows, columns, values }: Matrix): readonly Cell[] {
  const found: number[] = [];
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at++) {
      const value = values[at];
      // Written so that a neighbour without a value is no obstacle.
      const isHot =
        value > 0 &&
        !(row > 0 && values[at - columns] >= value) &&
        !(column > 0 && values[at - 1] >= value) &&
        !(row < rows - 1 && values[at + columns] > value) &&
        !(column < columns - 1 && values[at + 1] > value);
      if (isHot) found.push(at);
    }
  }
  found.sort((a, b) => values[b] - values[a] || a - b);
  return found
    .slice(0, mostHotCells)
    .map((at) => ({ row: Math.floor(at / columns), column: at % columns }));
}

/**
 * The hot cell after or before the one at `from`: the hottest, or for -1 the last, where `from` is
 * none of them. Past either end it goes on at the other. Undefined where nothing is hot.
 */
export function nextHotCell(
  hot: readonly Cell[],
  from: Cell | undefined,
  direction: 1 | -1,
): Cell | undefined {
  if (hot.length === 0) return undefined;
  const at = hot.findIndex(({ row, column }) => row === from?.row && column === from.column);
  if (at < 0) return hot.at(direction === 1 ? 0 : -1);
  return hot[(at + direction + hot.length) % hot.length];
}

/** Goes through the hot cells of one grid after the other. */
export class HotCells {
  #matrix: Matrix | undefined;
  #cells: readonly Cell[] = [];

  /** As `nextHotCell`; the cells of a grid are found once. */
  next(matrix: Matrix, from: Cell | undefined, direction: 1 | -1): Cell | undefined {
    if (this.#matrix !== matrix) this.#cells = hotCells(matrix);
    this.#matrix = matrix;
    return nextHotCell(this.#cells, from, direction);
  }
}
