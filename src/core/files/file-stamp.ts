import type { BigIntStats } from "node:fs";

/** Bytes of a file as they were when they were read. */
export interface FilePiece {
  readonly offset: number;
  readonly bytes: Uint8Array;
}

/** What tells a file from others and from itself at another time; plain data, for other threads. */
export interface FileStamp {
  /** See `identityOf`. */
  readonly identity: string;
  /** A sample of what was read of it, since times may be set back. */
  readonly pieces: readonly FilePiece[];
}

/**
 * Which file it is, and when it was last changed. Who sets the time of the content back changes the
 * time of the file's record, which nobody can set.
 */
export function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(" ");
}
