import { access } from "node:fs/promises";

/** Whether there is something under a path; what cannot be looked at counts as absent. */
export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
