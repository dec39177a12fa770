import type { Kind } from "./frame/kind";
import { cacheKinds } from "./kinds/cache";
import { changingTraceKinds } from "./kinds/changing-traces";
import { disturbedRunKinds } from "./kinds/disturbed-runs";
import { dumpKinds } from "./kinds/dumps";
import { hostileTextsKind } from "./kinds/hostile-texts";
import { messageKinds } from "./kinds/messages";
import { storedKinds } from "./kinds/stored";
import { textKinds } from "./kinds/texts";
import { traceKinds } from "./kinds/traces";

/** Fails at once: the way to see that a failure is noticed. */
const planted: Kind = {
  name: "planted",
  prepare: () => () => Promise.reject(new Error("planted by --planted")),
};

/** All that a campaign tries. */
export const kinds: readonly Kind[] = [
  ...traceKinds,
  ...dumpKinds,
  ...textKinds,
  ...storedKinds,
  ...cacheKinds,
  ...messageKinds,
  ...changingTraceKinds,
  hostileTextsKind,
  ...disturbedRunKinds,
  ...(process.env.KVTRACE_TEST_PLANTED === undefined ? [] : [planted]),
];
