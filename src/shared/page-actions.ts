/** What a person does on the inspector's page by a key, or by a command of the same name. */
export interface PageAction {
  /**
   * Modifiers, then the name that a browser gives the key, letters large: `Ctrl+Shift+Z`. `Ctrl` is
   * the command key where there is one.
   */
  readonly keys: readonly string[];
  /** As the list of keys tells it. */
  readonly meaning: string;
}

/** In the order in which they are told. */
export const pageActions = {
  stepBack: { keys: ["ArrowLeft", "A"], meaning: "step before" },
  stepForward: { keys: ["ArrowRight", "D"], meaning: "step after" },
  markStepsBack: {
    keys: ["Shift+ArrowLeft"],
    meaning: "mark steps, for means over them: one less at the end",
  },
  markStepsForward: { keys: ["Shift+ArrowRight"], meaning: "mark steps: one more at the end" },
  togglePlaying: { keys: [" ", "P"], meaning: "play, pause" },
  runAbove: { keys: ["ArrowUp"], meaning: "run above" },
  runBelow: { keys: ["ArrowDown"], meaning: "run below" },
  moveRunUp: { keys: ["Alt+ArrowUp"], meaning: "move the run up, as dragging its row does" },
  moveRunDown: { keys: ["Alt+ArrowDown"], meaning: "move the run down" },
  previousLayer: { keys: ["["], meaning: "layer before" },
  nextLayer: { keys: ["]"], meaning: "layer after" },
  showHeatMap: { keys: ["1"], meaning: "Banks" },
  showTiming: { keys: ["2"], meaning: "Time" },
  showTimeline: { keys: ["3"], meaning: "Timeline" },
  showTokens: { keys: ["4"], meaning: "Tokens" },
  showClusters: { keys: ["5"], meaning: "Clusters" },
  showTradeOff: { keys: ["6"], meaning: "Trade-off" },
  zoomIn: { keys: ["W"], meaning: "zoom in" },
  zoomOut: { keys: ["S"], meaning: "zoom out" },
  fitPicture: { keys: ["F"], meaning: "fit the picture" },
  showHotSpot: { keys: ["H"], meaning: "hottest bank, longest wait of the buses" },
  find: { keys: ["/", "Ctrl+F"], meaning: "find a token, or a command in Timeline" },
  focusDetails: { keys: ["."], meaning: "details of what is picked" },
  copyPicture: { keys: [], meaning: "copy the picture" },
  undo: { keys: ["Ctrl+Z"], meaning: "undo" },
  redo: { keys: ["Ctrl+Shift+Z", "Ctrl+Y"], meaning: "redo" },
  showKeys: { keys: ["?"], meaning: "this list" },
} as const satisfies Readonly<Record<string, PageAction>>;

export type PageActionName = keyof typeof pageActions;

export const pageActionNames = Object.keys(pageActions) as readonly PageActionName[];
