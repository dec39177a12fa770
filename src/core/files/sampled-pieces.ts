import type { FilePiece } from "./file-stamp";

/** Pieces that are kept at most: all of them are read again within a millisecond. */
const mostPieces = 64;

/** Pieces of one read, and the bytes of each. */
const piecesPerRead = 8;
const pieceBytes = 256;

/**
 * A sample of what was read of a file, spread evenly over each read. With many reads it is thinned
 * out, so that all of them stay in it alike.
 */
export class SampledPieces {
  #pieces: FilePiece[] = [];
  /** Of so many pieces one is kept. */
  #stride = 1;
  #seen = 0;

  get all(): readonly FilePiece[] {
    return this.#pieces;
  }

  /** Takes a sample of bytes that were read at an offset. */
  note(offset: number, bytes: Uint8Array): void {
    const count = Math.min(piecesPerRead, Math.ceil(bytes.length / pieceBytes));
    const last = Math.max(0, bytes.length - pieceBytes);
    for (let piece = 0; piece < count; piece++) {
      const at = count === 1 ? 0 : Math.floor((last * piece) / (count - 1));
      this.add({ offset: offset + at, bytes: bytes.slice(at, at + pieceBytes) });
    }
  }

  add(piece: FilePiece): void {
    if (this.#seen++ % this.#stride !== 0) return;
    this.#pieces.push(piece);
    if (this.#pieces.length <= mostPieces) return;
    this.#pieces = this.#pieces.filter((_, index) => index % 2 === 0);
    this.#stride *= 2;
  }
}
