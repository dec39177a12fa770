import { stat } from "node:fs/promises";
import type { Command } from "commander";
import { openLocation } from "../core/simulation/threads/trace-location";
import type { TraceHeader } from "../core/trace/trace";
import { printJson } from "./output/print";

/** `kvtrace info FILE`: what the header of a trace says. */
export function registerInfo(program: Command): void {
  program
    .command("info")
    .description("show what a trace holds; reads only its header")
    .argument("<file>", "a .kvtrace file")
    .option("--json", "print as JSON")
    .action(async (file: string, options: { json?: boolean }) => {
      const trace = await openLocation({ kind: "file", path: file });
      await trace.close();
      const { size } = await stat(file);
      if (options.json) printJson({ file, bytes: size, ...trace.header });
      else process.stdout.write(describe(file, size, trace.header));
    });
}

function describe(file: string, size: number, header: TraceHeader): string {
  const { facts } = header;
  const has = (name: string, present: boolean) => (present ? name : `no ${name}`);
  const lines = [
    ["file", `${file} (${size} bytes)`],
    ["version", header.version ?? "none: a plain tensor dump, facts inferred from shapes"],
    ["model", facts.model],
    ["tokens", `${header.tokens} = ${header.promptTokens} prompt + ${header.decodeSteps} decoded`],
    [
      "heads",
      `${header.queryHeads} query, ${header.kvHeads} KV, dimension ${header.headDimension}`,
    ],
    ["softmax scale", String(header.softmaxScale)],
    ["token text", header.hasTokenText ? "yes" : header.hasTokenIds ? "ids only" : "none"],
    ["producer", facts.producer],
    ["source", facts.source],
    ["license", facts.license],
    ["text source", facts.textSource],
    ["rope", facts.rope],
    ["unknown tensors", header.unknownTensors.join(", ") || "none"],
    ...header.layers.map((layer) => [
      `layer ${layer.id}`,
      [
        has("keys", layer.hasKeys),
        has("values", layer.hasValues),
        has("queries", layer.hasQueries),
        has("recorded selection", layer.hasSelection),
      ].join(", "),
    ]),
  ];
  return lines.map(([name, text]) => `${name!.padEnd(16)}${text ?? "unknown"}\n`).join("");
}
