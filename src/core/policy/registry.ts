import { InputError } from "../errors";
import { clusterkv } from "./clusterkv";
import { full } from "./full";
import { h2o } from "./h2o";
import { infinigen } from "./infinigen";
import type { Policy } from "./policy";
import { quest } from "./quest";
import { recorded } from "./recorded";
import { snapkv } from "./snapkv";
import { sparq } from "./sparq";
import { starc, starcFirstVersion } from "./starc";
import { streamingLlm } from "./streaming-llm";
import { think } from "./think";
import { tokenTopk } from "./token-topk";

/** Every policy, in the order in which it is offered. */
export const policies: readonly Policy[] = [
  full,
  tokenTopk,
  starc,
  starcFirstVersion,
  clusterkv,
  quest,
  sparq,
  infinigen,
  h2o,
  snapkv,
  streamingLlm,
  think,
  recorded,
];

/** @throws InputError naming the known policies if `id` is none of them */
export function findPolicy(id: string): Policy {
  const found = policies.find((policy) => policy.id === id);
  if (found) return found;
  const known = policies.map((policy) => policy.id).join(", ");
  throw new InputError("policy", `"${id}" is unknown; known are ${known}`);
}
