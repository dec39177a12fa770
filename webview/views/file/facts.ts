import type { OpenedTrace } from "../../../src/shared/protocol";
import { formatCount, formatNumber } from "../../../src/shared/format/number";
import { formatQuantity } from "../../../src/shared/format/quantity";

/** Something to know about a trace. */
export interface Fact {
  readonly id: string;
  readonly label: string;
  readonly value: string;
}

/** Shown for what the file's metadata leaves out. */
const unknown = "unknown";

/** What the header of the page says, in its order. */
export function mainFacts({ header, fileSize }: Pick<OpenedTrace, "header" | "fileSize">): Fact[] {
  const { promptTokens, decodeSteps, layers, queryHeads, kvHeads, headDimension, facts } = header;
  return [
    { id: "model", label: "Model", value: facts.model ?? unknown },
    { id: "layers", label: "Layers", value: formatCount(layers.length) },
    { id: "queryHeads", label: "Query heads", value: formatCount(queryHeads) },
    { id: "kvHeads", label: "KV heads", value: formatCount(kvHeads) },
    { id: "headDimension", label: "Head dimension", value: formatCount(headDimension) },
    {
      id: "tokens",
      label: "Prompt + steps",
      value: `${formatCount(promptTokens)} + ${formatCount(decodeSteps)}`,
    },
    { id: "fileSize", label: "File size", value: formatQuantity(fileSize, "B") },
    { id: "producer", label: "Producer", value: facts.producer ?? unknown },
    { id: "source", label: "Source", value: facts.source ?? unknown },
    { id: "license", label: "License", value: facts.license ?? unknown },
  ];
}

/** The rest of what the file says about itself. */
export function furtherFacts({ name, header }: OpenedTrace): Fact[] {
  const { facts, version, softmaxScale, tokens, hasTokenIds, hasTokenText } = header;
  return [
    { id: "name", label: "File", value: name },
    { id: "version", label: "Format version", value: version ?? "plain tensor dump" },
    { id: "totalTokens", label: "Tokens", value: formatCount(tokens) },
    { id: "softmaxScale", label: "Softmax scale", value: formatNumber(softmaxScale, 4) },
    { id: "rope", label: "Rotary embedding", value: facts.rope ?? unknown },
    { id: "textSource", label: "Source of the text", value: facts.textSource ?? unknown },
    { id: "tokenIds", label: "Token ids", value: hasTokenIds ? "in the trace" : "none" },
    { id: "tokenText", label: "Token text", value: hasTokenText ? "in the trace" : "none" },
  ];
}
