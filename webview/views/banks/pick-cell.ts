import { pickedOf } from "../../../src/shared/picked";
import { groupSize } from "../../../src/shared/heads";
import type { Cell } from "../../parts/heat-map/matrix";
import { changeView, pick, type PageStore } from "../../state/page-state";
import { bankPlaceOf } from "./picture/bank-cells";
import type { ShownBanks } from "./shown-banks";

/**
 * Picks the bank of a cell and works on its run, with the KV head of its channel, or with the one
 * after where the bank is picked already.
 */
export function pickCell(store: PageStore, { run, banks }: ShownBanks, cell: Cell): void {
  const { trace, view } = store.state;
  const { stack } = banks.grid;
  const { channel, bank, step } = bankPlaceOf(view.heatMap.axis, cell, view, banks.grid);
  const heads = stack.headsOfChannel(trace.header.kvHeads, channel);
  const known = pickedOf(view, "bank");
  const isAgain =
    known?.channel === channel &&
    known.bank === bank &&
    step === view.step &&
    run === view.shownRun;
  const at = heads.indexOf(view.kvHead);
  const isOther = heads.length > 0 && (isAgain || at < 0);
  const kvHead = isOther ? heads[(at + 1) % heads.length] : view.kvHead;
  const queryHead = kvHead === view.kvHead ? view.queryHead : kvHead * groupSize(trace.header);
  changeView(store, { shownRun: run, step, kvHead, queryHead });
  pick(store, { kind: "bank", channel, bank });
}
