import { sameValue } from "../../../src/shared/same-value";
import type { SelectionSet } from "../../state/details/selection-set";
import { possibleColouring, tokenMatrix, type TokenColouring } from "./token-matrix";
import type { TokenCells } from "./token-picture";

/** What is derived from a whole selection, kept until it or its colouring is another one. */
export class ShownTokens {
  #set: SelectionSet | undefined;
  #cells: TokenCells | undefined;

  /** @param tokens of the whole trace */
  cells(set: SelectionSet, tokens: number, wanted: TokenColouring): TokenCells {
    const colouring = possibleColouring(set, wanted);
    if (set !== this.#set) this.#cells = undefined;
    this.#set = set;
    if (this.#cells && sameValue(this.#cells.colouring, colouring)) return this.#cells;
    const matrix = tokenMatrix(set, tokens, colouring);
    this.#cells = { matrix, colouring };
    return this.#cells;
  }
}
