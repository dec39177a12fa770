import { formatNumber } from "../../../src/shared/format/number";

/** What a number may be. */
export interface NumberRule {
  readonly minimum: number;
  readonly maximum: number;
  readonly integer: boolean;
}

export type ParsedNumber =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "problem"; readonly problem: string };

/** Reads what a user typed; spaces between digits are allowed. The problem says what is right. */
export function parseNumber(text: string, rule: NumberRule): ParsedNumber {
  const compact = text.replace(/\s/g, "");
  const value = Number(compact);
  const isRight =
    /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(compact) &&
    value >= rule.minimum &&
    value <= rule.maximum &&
    (!rule.integer || Number.isInteger(value));
  return isRight ? { kind: "number", value } : { kind: "problem", problem: describeRule(rule) };
}

function describeRule({ minimum, maximum, integer }: NumberRule): string {
  const kind = integer ? "a whole number" : "a number";
  return Number.isFinite(maximum) && maximum < Number.MAX_SAFE_INTEGER
    ? `has to be ${kind} from ${formatNumber(minimum)} to ${formatNumber(maximum)}`
    : `has to be ${kind} of at least ${formatNumber(minimum)}`;
}
