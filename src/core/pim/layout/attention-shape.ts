import type { LevelLayout } from "../../memory/level-layout";

/** What the heads of a program have in common. */
export interface AttentionShape {
  readonly layout: LevelLayout;
  /** Columns of a line of keys, and chunks of the context product. */
  readonly vectorColumns: number;
  /** Elements in a column: 16 at 2 bytes. */
  readonly elementsPerColumn: number;
  /** Lines of the whole context, which is the distance in columns between the chunks of values. */
  readonly contextLines: number;
  readonly valueOffset: number;
  /** Channels to which a barrier goes. */
  readonly barrierChannels: number;
}
