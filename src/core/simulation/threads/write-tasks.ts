import type { GenerateParameters } from "../../trace/generate/options";
import type { ImportedTrace } from "../../trace/import/import-trace";
import type { ImportOptions } from "../../trace/import/options";

/** The traces that a worker writes; progress is the share that is written, 0 .. 1. */
export interface WriteTasks {
  readonly generate: {
    readonly request: { readonly path: string; readonly parameters: GenerateParameters };
    readonly part: never;
    readonly result: undefined;
  };
  readonly import: {
    readonly request: {
      readonly from: string;
      /** Undefined only looks what the dump holds. */
      readonly out: string | undefined;
      readonly options: ImportOptions;
    };
    readonly part: never;
    readonly result: ImportedTrace;
  };
}
