/** Units and indices as types: a number of one kind cannot be passed where another is meant. */

declare const unit: unique symbol;

/** A number that carries the name of what it counts. At run time it is the plain number. */
type Unit<Name extends string> = number & { readonly [unit]: Name };

/** Clock cycles of the memory channel. */
export type Cycles = Unit<"cycles">;
/** Length of one clock cycle or of a period, in nanoseconds. */
export type Nanoseconds = Unit<"ns">;
/** Energy in picojoules. */
export type PicoJoules = Unit<"pJ">;
/** Position of a token in the sequence, 0 .. T-1, the same in every layer and head. */
export type TokenIndex = Unit<"token">;

export const asCycles = (value: number): Cycles => value as Cycles;
export const asNanoseconds = (value: number): Nanoseconds => value as Nanoseconds;
export const asPicoJoules = (value: number): PicoJoules => value as PicoJoules;
export const asTokenIndex = (value: number): TokenIndex => value as TokenIndex;
