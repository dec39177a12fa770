/** The kinds of theme that the editor has; each has colours of its own. */
export const colourSets = ["dark", "light", "high-contrast", "high-contrast-light"] as const;

export type ColourSet = (typeof colourSets)[number];
