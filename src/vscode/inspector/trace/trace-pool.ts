import type { SimulationPool } from "../../../core/simulation/threads/pool";

/** Threads that read headers, simulate traces and answer questions about them. */
export type TracePool = Pick<SimulationPool, "run" | "ask" | "outline">;
