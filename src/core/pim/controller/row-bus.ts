/** Cycles for which an activate occupies the row bus (JESD238: a two-cycle command). */
export const activateBusCycles = 2;
