/** An array of a dump, as its file describes it. */
export interface ArrayEntry {
  readonly name: string;
  /** As safetensors calls them: F16, BF16, F32, F64, I64, ... */
  readonly dtype: string;
  readonly shape: readonly number[];
}

/** A file of named arrays, row-major and little-endian: a dump that may become a trace. */
export interface ArrayFile {
  readonly name: string;
  readonly arrays: readonly ArrayEntry[];
  /**
   * Bytes of the elements `first` .. `first + count - 1`, alone in their buffer.
   * @throws InputError if the file ends before, or changed meanwhile
   */
  read(array: ArrayEntry, first: number, count: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}
