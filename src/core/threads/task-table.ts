/** One kind of task: with what it is asked, what it tells on the way, and what it gives in the end. */
export interface TaskKind {
  readonly request: unknown;
  /** Told any number of times before the result; `never` where there is nothing to tell. */
  readonly part: unknown;
  readonly result: unknown;
}

/**
 * The kinds of tasks that a worker performs, by name: both sides of a thread are typed by it. A
 * worker that performs more kinds than one caller asks for may be given a part of its table.
 */
export type TaskTable<Table> = { readonly [Kind in keyof Table]: TaskKind };
