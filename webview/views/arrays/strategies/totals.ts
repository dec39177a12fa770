import type {
  CimConfiguration,
  CimStudySummary,
  StrategySummary,
} from "../../../../src/shared/protocol/cim";

export type StrategyResult = StrategySummary["results"][number];
type Cost = StrategyResult["cost"];
export type CostPart = keyof Cost["time"];

/** What a cost consists of, with its colour's place in the palette. */
export const costParts: readonly {
  readonly part: CostPart;
  readonly label: string;
  readonly colour: number;
}[] = [
  { part: "array", label: "Array reads", colour: 2 },
  { part: "adc", label: "Conversions", colour: 1 },
  { part: "addition", label: "Additions", colour: 4 },
  { part: "communication", label: "Moves", colour: 3 },
];

export function totalOf(cost: Cost["time"] | Cost["energy"]): number {
  return costParts.reduce<number>((sum, { part }) => sum + cost[part], 0);
}

/** The result with the configured number of ADCs; the study may be older and have none of it. */
export function resultAt(
  { results }: StrategySummary,
  { adcs }: CimStudySummary,
  configuration: CimConfiguration,
): StrategyResult {
  return results[Math.max(0, adcs.indexOf(configuration.adcs))];
}
