import { InputError } from "../../errors";
import type { DevicePreset } from "../../memory/device-preset";
import { banksPerChannel } from "../../memory/organisation";
import { VectorRows } from "../../pim/layout/vector-rows";
import type { Trace } from "../../trace/trace";
import { asTokenIndex } from "../../units";
import { listedTokens, longestTokenText, type BankTokens } from "./bank-tokens";
import { deviceOf, type SimulationPlan } from "../run/configuration";
import { elementBytes } from "../run/run-costs";
import type { DetailPart, SelectionPart } from "./detail-parts";
import type { KeptHeads } from "./kept-heads";
import { detailHeadSelection } from "./selection-detail";

/** Asks what of a selection lies in one bank. */
export interface BankTokensQuestion {
  /** One run at one step of the KV heads in a channel; checked (see `checkPlan`). */
  readonly plan: SimulationPlan;
  /** Bank of the channel. */
  readonly bank: number;
}

/**
 * What every query head of a channel reads in one of its banks, in the order of query heads.
 * @throws InputError if the bank does not exist or the trace cannot be read
 */
export async function answerBankTokens(
  trace: Trace,
  { plan, bank }: BankTokensQuestion,
  heads: KeptHeads,
): Promise<readonly BankTokens[]> {
  const [run] = plan.runs;
  const [layer] = plan.scope.layers;
  const { fromStep, toStep, kvHeads } = plan.scope;
  const device = deviceOf(plan, run.device);
  const banks = banksPerChannel(device.organisation);
  if (bank >= banks) throw new InputError("bank", `${bank} is not in 0 .. ${banks - 1}`);
  const answers: BankTokens[] = [];
  for (const kvHead of kvHeads) {
    const head = await heads.read(trace, layer, kvHead);
    for (const queryHead of head.data.queryHeads) {
      const request = { kind: "selection", run, layer, queryHead, fromStep, toStep } as const;
      const parts: SelectionPart[] = [];
      const hooks = {
        shouldStop: () => false,
        onPart: (part: DetailPart) => {
          if (part.kind === "selection") parts.push(part);
        },
      };
      // A single part: no selection has more tokens than the trace.
      detailHeadSelection(head, { request, device }, hooks, trace.header.tokens, 0);
      answers.push(await pickBank(trace, device, { kvHead, queryHead, bank }, parts[0]));
    }
  }
  return answers;
}

interface BankOfHead {
  readonly kvHead: number;
  readonly queryHead: number;
  readonly bank: number;
}

async function pickBank(
  trace: Trace,
  device: DevicePreset,
  { kvHead, queryHead, bank }: BankOfHead,
  selection: SelectionPart,
): Promise<BankTokens> {
  const { headDimension } = trace.header;
  const shape = { headDimension, elementBytes, slotCount: selection.slotCounts[0] };
  const rows = new VectorRows(device, shape, bank);
  const keyRows = new Set<number>();
  const valueRows = new Set<number>();
  const clusters = new Map<number, number>();
  const entries: number[] = [];
  for (const [entry, slot] of selection.slots.entries()) {
    const [ofKey, ofValue] = [rows.keyRows(slot), rows.valueRows(slot)];
    if (ofKey.length + ofValue.length === 0) continue;
    entries.push(entry);
    for (const row of ofKey) keyRows.add(row);
    for (const row of ofValue) valueRows.add(row);
    const cluster = selection.clusters[entry];
    clusters.set(cluster, (clusters.get(cluster) ?? 0) + 1);
  }
  const listed = entries.slice(0, listedTokens);
  const clusterIds = Int32Array.from(clusters.keys()).sort();
  const tokens = Uint32Array.from(listed, (entry) => selection.tokens[entry]);
  return {
    kvHead,
    queryHead,
    count: entries.length,
    clusterSource: selection.clusterSource,
    clusters: clusterIds,
    clusterCounts: Uint32Array.from(clusterIds, (cluster) => clusters.get(cluster) ?? 0),
    keyRows: Uint32Array.from(keyRows).sort(),
    valueRows: Uint32Array.from(valueRows).sort(),
    tokens,
    slots: Uint32Array.from(listed, (entry) => selection.slots[entry]),
    clusterOfToken: Int32Array.from(listed, (entry) => selection.clusters[entry]),
    text: await textOf(trace, tokens),
  };
}

async function textOf(trace: Trace, tokens: Uint32Array): Promise<readonly string[] | null> {
  if (!trace.header.hasTokenText) return null;
  if (tokens.length === 0) return [];
  const first = tokens[0];
  const end = tokens[tokens.length - 1] + 1;
  const texts = await trace.tokenText(asTokenIndex(first), asTokenIndex(end));
  return Array.from(tokens, (token) => texts[token - first].slice(0, longestTokenText));
}
