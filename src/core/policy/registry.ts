import { InputError } from "../errors";
import { full } from "./full";
import type { Policy } from "./policy";
import { quest } from "./quest";
import { recorded } from "./recorded";
import { starc } from "./starc";
import { tokenTopk } from "./token-topk";

/** Every policy, in the order in which it is offered. */
export const policies: readonly Policy[] = [full, tokenTopk, quest, starc, recorded];

/** @throws InputError naming the known policies if `id` is none of them */
export function findPolicy(id: string): Policy {
  const found = policies.find((policy) => policy.id === id);
  if (found) return found;
  const known = policies.map((policy) => policy.id).join(", ");
  throw new InputError("policy", `"${id}" is unknown; known are ${known}`);
}
