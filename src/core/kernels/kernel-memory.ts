const pageBytes = 65536;
/** Blocks start at multiples of this, so that no 128-bit access straddles a cache line. */
const alignment = 16;

/** Addresses of named blocks. */
export type Addresses<Name extends string> = Readonly<Record<Name, number>>;

/** The memory of the kernels: blocks are laid out anew for each problem; views read and write them. */
export class KernelMemory {
  constructor(private readonly memory: WebAssembly.Memory) {}

  /**
   * Lays out blocks of the given bytes. Their content is undefined; earlier blocks and views are
   * void.
   * @throws Error if the host has no room for them
   */
  layOut<Name extends string>(bytes: Readonly<Record<Name, number>>): Addresses<Name> {
    let end = alignment;
    const addresses: Partial<Record<Name, number>> = {};
    for (const name of Object.keys(bytes) as Name[]) {
      addresses[name] = end;
      end += Math.ceil(bytes[name] / alignment) * alignment;
    }
    this.grow(end);
    return addresses as Addresses<Name>;
  }

  floats(address: number, count: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, count);
  }

  doubles(address: number, count: number): Float64Array {
    return new Float64Array(this.memory.buffer, address, count);
  }

  integers(address: number, count: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, address, count);
  }

  private grow(bytes: number): void {
    const missing = bytes - this.memory.buffer.byteLength;
    if (missing <= 0) return;
    try {
      this.memory.grow(Math.ceil(missing / pageBytes));
    } catch (cause) {
      const megabytes = Math.ceil(bytes / 1e6);
      throw new Error(`There is no room for ${megabytes} MB of numeric work.`, { cause });
    }
  }
}
