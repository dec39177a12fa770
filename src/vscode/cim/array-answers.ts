import { detailOfArray } from "../../core/cim/array-detail";
import { arrayOccupancy } from "../../core/cim/mapping/occupancy";
import { stepsOfTurn } from "../../core/cim/schedule/ticks";
import { InputError } from "../../core/errors";
import { cutColumns, type Columns } from "../../core/columns";
import type { CimRequests } from "../../shared/protocol/cim";
import type { Answers } from "../pages/answers";
import type { Studies } from "./studies";

type ArrayKind = "arrays" | "array" | "turn";

/** What lies where in the latest study, and what is done when. */
export const arrayAnswers: Answers<{ readonly studies: Studies }, Pick<CimRequests, ArrayKind>> = {
  arrays: ({ studies }, { strategy }, { tellPart }) => {
    const { mapping } = studies.of(strategy).result;
    const occupancy = Float32Array.from(arrayOccupancy(mapping));
    tellColumns({ occupancy, blockSize: mapping.blockSizes }, tellPart);
    return null;
  },
  array: ({ studies }, { strategy, array }, { tellPart }) => {
    const { result, ticks } = studies.of(strategy);
    refuseBeyond("array", array, result.arrays);
    const detail = detailOfArray(result.mapping, result.schedule, ticks, array);
    tellColumns(detail.blocks, (columns) => tellPart({ kind: "blocks", columns }));
    tellColumns(detail.steps, (columns) => tellPart({ kind: "steps", columns }));
    return { blockSize: detail.blockSize };
  },
  turn: ({ studies }, { strategy, turn }, { tellPart }) => {
    const { result, ticks } = studies.of(strategy);
    refuseBeyond("turn", turn, ticks.phase.length);
    tellColumns(stepsOfTurn(result.schedule, ticks, turn), tellPart);
    return null;
  },
};

function refuseBeyond(field: string, value: number, count: number): void {
  if (value >= count) throw new InputError(field, `${value} is not among the ${count}`);
}

function tellColumns<Set extends Columns<Set>>(columns: Set, tell: (part: Set) => void): void {
  for (const part of cutColumns(columns)) tell(part.columns);
}
