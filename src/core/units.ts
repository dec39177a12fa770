/** Units and indices as types: a number of one kind cannot be passed where another is meant. */

declare const unit: unique symbol;

/** A number that carries the name of what it counts. At run time it is the plain number. */
export type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Clock cycles of the memory channel. */
export type Cycles = Unit<"cycles">;
/** Length of one clock cycle or of a period, in nanoseconds. */
export type Nanoseconds = Unit<"ns">;
/** Energy in picojoules. */
export type PicoJoules = Unit<"pJ">;
/** A count of bytes, or a byte offset in a file. */
export type Bytes = Unit<"bytes">;
/** Position of a token in the sequence, 0 .. T-1, the same in every layer and head. */
export type TokenIndex = Unit<"token">;
/** A token's place in memory, 0 .. slots-1; 16 slots make a line. */
export type Slot = Unit<"slot">;
/** 16 consecutive slots, one per lane: line = floor(slot / 16). */
export type Line = Unit<"line">;

export const asCycles = (value: number): Cycles => value as Cycles;
export const asNanoseconds = (value: number): Nanoseconds => value as Nanoseconds;
export const asPicoJoules = (value: number): PicoJoules => value as PicoJoules;
export const asBytes = (value: number): Bytes => value as Bytes;
export const asTokenIndex = (value: number): TokenIndex => value as TokenIndex;
export const asSlot = (value: number): Slot => value as Slot;
export const asLine = (value: number): Line => value as Line;
