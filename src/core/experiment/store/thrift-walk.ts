/** Kinds of values in Thrift's compact protocol, as they are written before a value. */
const kinds = {
  stop: 0,
  true: 1,
  false: 2,
  byte: 3,
  i16: 4,
  i32: 5,
  i64: 6,
  double: 7,
  binary: 8,
  list: 9,
  set: 10,
  struct: 12,
} as const;

/** A list that is a field of a struct: where it begins, and where each element ends. */
export interface FoundList {
  readonly begin: number;
  /** Where its first element begins, then where each one ends. */
  readonly bounds: readonly number[];
}

/**
 * Walks over bytes in Thrift's compact protocol without reading what they say.
 * https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export class ThriftWalk {
  #at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Where it is. */
  get at(): number {
    return this.#at;
  }

  /** Goes on behind bytes that are none of the protocol's. */
  pass(length: number): void {
    this.#at += length;
  }

  /**
   * Walks over a struct.
   * @returns the whole numbers in it and in structs within, by the numbers of their fields: `5.1`
   */
  integers(): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    const walk = (path: string) =>
      this.#walkStruct((field, kind) => {
        const own = `${path}${field}`;
        if (kind === kinds.struct) walk(`${own}.`);
        else if (kind === kinds.i16 || kind === kinds.i32 || kind === kinds.i64) {
          found.set(own, unzigzag(this.#varint()));
        } else return false;
        return true;
      });
    walk("");
    return found;
  }

  /** Finds a list of structs among the fields of the outermost struct; undefined without one. */
  findList(wanted: number): FoundList | undefined {
    let found: FoundList | undefined;
    this.#walkStruct((field, kind) => {
      if (field !== wanted || kind !== kinds.list) return false;
      const begin = this.#at;
      const { count } = this.#listHeader();
      const bounds = [this.#at];
      for (let element = 0; element < count; element++) {
        this.#skip(kinds.struct);
        bounds.push(this.#at);
      }
      found = { begin, bounds };
      return true;
    });
    return found;
  }

  /** @param take walks over the value of a field itself where it says so */
  #walkStruct(take: (field: number, kind: number) => boolean): void {
    let field = 0;
    for (;;) {
      const header = this.#byte();
      const kind = header & 15;
      if (kind === kinds.stop) return;
      const step = header >> 4;
      field = step === 0 ? unzigzag(this.#varint()) : field + step;
      if (!take(field, kind)) this.#skip(kind);
    }
  }

  #skip(kind: number): void {
    switch (kind) {
      case kinds.true:
      case kinds.false:
        // The kind is the value.
        return;
      case kinds.byte:
        this.#at += 1;
        return;
      case kinds.i16:
      case kinds.i32:
      case kinds.i64:
        this.#varint();
        return;
      case kinds.double:
        this.#at += 8;
        return;
      case kinds.binary: {
        const length = this.#varint();
        this.#at += length;
        return;
      }
      case kinds.list:
      case kinds.set:
        this.#skipList();
        return;
      case kinds.struct:
        this.#walkStruct(() => false);
        return;
      default:
        throw new Error(`There is no kind ${kind} of values in the footer of a table.`);
    }
  }

  #skipList(): void {
    const { count, kind } = this.#listHeader();
    // In a list, truth values are bytes.
    const isTruth = kind === kinds.true || kind === kinds.false;
    for (let element = 0; element < count; element++) this.#skip(isTruth ? kinds.byte : kind);
  }

  #listHeader(): { readonly count: number; readonly kind: number } {
    const header = this.#byte();
    const short = header >> 4;
    const count = short === 15 ? this.#varint() : short;
    // Every element has a byte at least.
    if (count > this.bytes.length - this.#at) throw new Error("A list is longer than its footer.");
    return { count, kind: header & 15 };
  }

  #varint(): number {
    // Lengths and counts; of larger numbers only the bytes matter.
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  #byte(): number {
    if (this.#at >= this.bytes.length) throw new Error("The footer of a table ends too early.");
    return this.bytes[this.#at++];
  }
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
