import { createHash } from "node:crypto";
import { canonicalJson } from "../../same-value";

/** SHA-256 of a value's JSON with the members of every object in the order of their names, in hex. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
