/** Something that the editor lets go of when the extension ends. */
export interface Registration {
  dispose(): unknown;
}
