/** What a cost consists of. */
export const costParts = ["array", "adc", "addition", "communication"] as const;
export type CostPart = (typeof costParts)[number];

/** A cost by part; the parts add up to the whole. */
export type CostByPart<Quantity extends number> = Readonly<Record<CostPart, Quantity>>;

export function sumParts<Quantity extends number>(cost: CostByPart<Quantity>): Quantity {
  return costParts.reduce<number>((sum, part) => sum + cost[part], 0) as Quantity;
}

/** @param quantity makes the unit of a number */
export function costByPart<Quantity extends number>(
  cost: Readonly<Record<CostPart, number>>,
  quantity: (value: number) => Quantity,
): CostByPart<Quantity> {
  const { array, adc, addition, communication } = cost;
  return {
    array: quantity(array),
    adc: quantity(adc),
    addition: quantity(addition),
    communication: quantity(communication),
  };
}
