import { InputError } from "../../errors";
import { asCycles, asNanoseconds, type Cycles, type Nanoseconds } from "../../units";
import { attentionHeadsProgram, requireRoom } from "../program/attention-heads";
import type { HeadLines } from "../program/attention-program";
import type { ChannelRun } from "../controller/channel-run";
import { Command, commandCodes, commandNames, refreshPrechargeName } from "../program/command";
import { CommandLog } from "../controller/command-log";
import type { DevicePreset } from "../../memory/device-preset";
import { levelLayout } from "../../memory/level-layout";
import { Phase, phaseCodes, phaseNames } from "../program/phase";
import type { Program } from "../program/program";
import { runProgram } from "../controller/run-program";
import { selectedLines } from "../program/selected-lines";

/** How a program is run. */
export interface ReplayOptions {
  readonly preset: DevicePreset;
  readonly refresh: boolean;
  /**
   * True follows the reference simulator in what belongs to its tools and not to the machine: one
   * trace reader for all channels and, for attention, the second context of a pair at the first
   * head's addresses and moves dropped where they do not divide evenly.
   */
  readonly asReference: boolean;
  /** True keeps every command. */
  readonly keepLog?: boolean;
}

/** Heads of one shape. */
export interface AttentionOptions extends ReplayOptions {
  /** Tokens of the context, each in the slot of its number. */
  readonly tokens: number;
  readonly headDimension: number;
  readonly elementBytes: number;
  /** Tokens for which keys have room. */
  readonly maxTokens: number;
}

/** What a program did on a stack. */
export interface ReplayResult {
  /** Until the last channel is done. */
  readonly cycles: Cycles;
  readonly time: Nanoseconds;
  /** Commands of all channels by the names of the reference's log (ACTAB, MACAB, ...). */
  readonly commands: Readonly<Record<string, number>>;
  readonly activations: number;
  readonly precharges: number;
  readonly refreshes: number;
  /** Cycles by phase of the channel that is done last; they add up to `cycles`. */
  readonly phases: Readonly<Record<string, number>>;
  readonly channels: readonly ChannelResult[];
  readonly program: Program;
  readonly log: CommandLog | undefined;
}

interface ChannelResult {
  readonly cycles: Cycles;
  readonly commands: Readonly<Record<string, number>>;
}

/**
 * Attention of `heads` heads that read every token.
 * @throws InputError naming the option that is out of range
 */
export function runDense(heads: number, options: AttentionOptions): ReplayResult {
  requireCount("heads", heads);
  checkAttention(options, heads);
  const { slotsPerLine } = levelLayout(options.preset.level, options.preset.organisation);
  const count = Math.ceil(options.tokens / slotsPerLine);
  const lines = Uint32Array.from({ length: count }, (_, line) => line);
  return runHeads(
    Array.from({ length: heads }, () => ({ lines, count })),
    options,
  );
}

/**
 * Attention of heads that read the given slots.
 * @param selections distinct slots of each head, in any order
 * @throws InputError naming the option, or the head and slot, that is out of range
 */
export function runSparse(
  selections: readonly Uint32Array[],
  options: AttentionOptions,
): ReplayResult {
  requireCount("heads", selections.length);
  checkAttention(options, selections.length);
  const { slotsPerLine } = levelLayout(options.preset.level, options.preset.organisation);
  const heads = selections.map((slots, head) =>
    selectedLines(slots, options.tokens, slotsPerLine, `head ${head}`),
  );
  return runHeads(heads, options);
}

/** @throws InputError when the preset has no command streams to replay */
export function runTrace(program: Program, options: ReplayOptions): ReplayResult {
  const { preset, refresh, asReference } = options;
  requireLockstep(preset);
  const log = options.keepLog === true ? new CommandLog(program) : undefined;
  const channels = runProgram(preset, program, {
    refresh,
    sharedReader: asReference,
    ...(log && { log }),
  });
  return summarise(preset, program, channels, log);
}

function runHeads(heads: readonly HeadLines[], options: AttentionOptions): ReplayResult {
  const { preset, tokens, headDimension, elementBytes, asReference } = options;
  // The reference lets iterations overlap when tokens exceed their room; a memory cannot.
  const maxSlots = asReference ? options.maxTokens : Math.max(options.maxTokens, tokens);
  const shape = { slots: tokens, headDimension, elementBytes, maxSlots };
  return runTrace(attentionHeadsProgram(preset, shape, heads, { asReference }), options);
}

function summarise(
  preset: DevicePreset,
  program: Program,
  channels: readonly ChannelRun[],
  log: CommandLog | undefined,
): ReplayResult {
  const names = commandNames(preset.level);
  const last = channels.reduce((a, b) => (b.lastChange > a.lastChange ? b : a));
  const results = channels.map((channel) => ({
    cycles: asCycles(channel.lastChange),
    commands: namedCommands(names, channel.counts),
  }));
  const counts = new Float64Array(phaseCodes * commandCodes);
  for (const channel of channels) {
    channel.counts.forEach((count, at) => (counts[at] += count));
  }
  const totals = commandTotals(counts);
  return {
    cycles: asCycles(last.lastChange),
    time: asNanoseconds((last.lastChange * preset.timing.clockPicoseconds) / 1000),
    commands: namedCommands(names, counts),
    activations: totals[Command.activate],
    precharges: totals[Command.precharge],
    refreshes: totals[Command.refresh],
    phases: named(phaseNames, last.meter.cycles),
    channels: results,
    program,
    log,
  };
}

/** @param counts commands by phase, [phaseCodes * commandCodes] */
function commandTotals(counts: ArrayLike<number>): Float64Array {
  const totals = new Float64Array(commandCodes);
  for (let phase = 0; phase < phaseCodes; phase++) {
    for (let code = 0; code < commandCodes; code++) {
      totals[code] += counts[phase * commandCodes + code];
    }
  }
  return totals;
}

/** Commands by name; precharges of refresh bear their own where a level has another for its own. */
function namedCommands(
  names: readonly string[],
  counts: ArrayLike<number>,
): Record<string, number> {
  const totals = commandTotals(counts);
  if (names[Command.precharge] === refreshPrechargeName) return named(names, totals);
  const ofRefresh = counts[Phase.refresh * commandCodes + Command.precharge];
  totals[Command.precharge] -= ofRefresh;
  return { ...named(names, totals), [refreshPrechargeName]: ofRefresh };
}

function named(names: readonly string[], values: Float64Array): Record<string, number> {
  return Object.fromEntries(names.map((name, code) => [name, values[code]]));
}

function checkAttention(options: AttentionOptions, heads: number): void {
  const { preset, tokens, headDimension, elementBytes, maxTokens } = options;
  requireLockstep(preset);
  if (options.asReference) requireReferenceRules(preset);
  requireCount("tokens", tokens);
  requireCount("head-dim", headDimension);
  requireCount("max-tokens", maxTokens);
  requireElementBytes(elementBytes);
  requireRoom(preset, { slots: tokens, headDimension, elementBytes, maxSlots: maxTokens }, heads);
}

/**
 * At the bank level the model is the reference simulator, command for command. At the others it
 * leaves out what is wrong with the reference's rules.
 * @throws InputError for a preset of another level
 */
export function requireReferenceRules({ name, level }: DevicePreset): void {
  if (level === "bank") return;
  const reason = `the reference's rules at the level of ${name} are not followed: docs/pim-model.md, "Other levels", says where and why`;
  throw new InputError("as-reference", reason);
}

function requireLockstep({ name, mode }: DevicePreset): void {
  if (mode !== "lockstep") {
    throw new InputError("preset", `${name} has no common command stream that could be replayed`);
  }
}

/** @throws InputError unless the value is a whole number of at least 1 */
export function requireCount(field: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InputError(field, `must be a whole number of at least 1, not ${value}`);
  }
}

/** @throws InputError unless the value is a size of number that a MAC unit reads */
export function requireElementBytes(value: number): void {
  if (value !== 1 && value !== 2 && value !== 4) {
    throw new InputError("bytes", `must be 1, 2 or 4 per element, not ${value}`);
  }
}
