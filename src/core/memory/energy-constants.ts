/** Energy constants of a device, from which the energy of a run is computed. */
export interface EnergyConstants {
  /** Opening and closing a row, pJ per bit of the row. */
  readonly activation: number;
  /** Reading a column from the cells, pJ per bit. */
  readonly columnRead: number;
  /** Column decoder to the bank group's multiplexer, pJ per bit. */
  readonly bankGroupMove: number;
  /** Bank group's multiplexer to the global lines, pJ per bit. */
  readonly globalMove: number;
  /** Through-silicon via to the base die, pJ per bit. */
  readonly throughSiliconVia: number;
  /** Silicon interposer between stack and processor, pJ per bit. */
  readonly interposer: number;
  /** Multiply-accumulate unit, pJ per multiply-accumulate. */
  readonly multiplyAccumulate: number;
  /** Buffer of the softmax unit, pJ per byte. */
  readonly softmaxBuffer: number;
  /** Arithmetic of the softmax unit, pJ per 2 FLOP. */
  readonly softmaxArithmetic: number;
  /** Link between devices, pJ per byte. */
  readonly link: number;
}

/** Names of the energy constants. */
export const energyConstants = [
  "activation",
  "columnRead",
  "bankGroupMove",
  "globalMove",
  "throughSiliconVia",
  "interposer",
  "multiplyAccumulate",
  "softmaxBuffer",
  "softmaxArithmetic",
  "link",
] as const satisfies readonly (keyof EnergyConstants)[];
