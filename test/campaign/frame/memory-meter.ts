/** Constructors that allocate as many elements as they are told. */
const arrayNames = [
  "ArrayBuffer",
  "SharedArrayBuffer",
  "Uint8Array",
  "Int8Array",
  "Uint16Array",
  "Int16Array",
  "Uint32Array",
  "Int32Array",
  "Float32Array",
  "Float64Array",
  "BigInt64Array",
  "BigUint64Array",
] as const;

/**
 * Tells how much memory a piece of work asked for at once: the largest array that was made, though it
 * may never be touched, and by how much the process grew beyond what it had taken before.
 */
export class MemoryMeter {
  #largest = 0;
  #peak = 0;

  /** Watches what this process allocates from now on. */
  constructor() {
    for (const name of arrayNames) {
      const Original = globalThis[name] as new (...values: unknown[]) => object;
      const width = (Original as { BYTES_PER_ELEMENT?: number }).BYTES_PER_ELEMENT ?? 1;
      const watched = new Proxy(Original, {
        construct: (target, values: unknown[], newTarget) => {
          const [length] = values;
          if (typeof length === "number") this.#largest = Math.max(this.#largest, length * width);
          return Reflect.construct(target, values, newTarget) as object;
        },
      });
      Reflect.set(globalThis, name, watched);
    }
  }

  start(): void {
    this.#largest = 0;
    this.#peak = peakBytes();
  }

  /** Bytes since `start`. */
  read(): number {
    return Math.max(this.#largest, peakBytes() - this.#peak);
  }
}

function peakBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}
