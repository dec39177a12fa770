import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Tried } from "./try-once";

/** What was tried of a kind so far. */
export interface KindRecord {
  /** Index of the next try. */
  next: number;
  refused: number;
  failed: number;
  /** Longest try, in milliseconds of processor time. */
  longest: number;
  /** Milliseconds that its tries were given. */
  given: number;
  /** Failures by what they have in common. */
  failures: Record<string, number>;
}

/** Reproducers of failures that have the same in common. */
const mostAlike = 3;

/** What a failure leaves behind to be tried again. */
export interface Reproducer {
  readonly kind: string;
  readonly seed: number;
  readonly index: number;
  readonly message: string;
  /** File beside this one with what was tried, for looking at. */
  readonly bytes?: string;
}

/** What a campaign of one seed has tried, kept in a folder so that it can go on later. */
export class CampaignRecord {
  readonly kinds: Record<string, KindRecord>;

  /** @param fresh whether what was tried before is forgotten */
  constructor(
    private readonly folder: string,
    readonly seed: number,
    fresh: boolean,
  ) {
    mkdirSync(folder, { recursive: true });
    const isThere = !fresh && existsSync(this.#file);
    this.kinds = isThere
      ? (JSON.parse(readFileSync(this.#file, "utf8")) as Record<string, KindRecord>)
      : {};
  }

  of(kind: string): KindRecord {
    return (this.kinds[kind] ??= {
      next: 0,
      refused: 0,
      failed: 0,
      longest: 0,
      given: 0,
      failures: {},
    });
  }

  /** @returns the file to try it again from, where a failure is the first of its like */
  add(kind: string, tried: Tried, bytes?: string): string | undefined {
    const record = this.of(kind);
    record.next = tried.index + 1;
    record.longest = Math.max(record.longest, tried.milliseconds);
    if (tried.outcome === "refused") record.refused++;
    if (tried.message === undefined) return undefined;
    record.failed++;
    const common = commonOf(tried.message);
    record.failures[common] = (record.failures[common] ?? 0) + 1;
    if (record.failures[common] > mostAlike) return undefined;
    return this.#writeReproducer(kind, tried.index, tried.message, bytes);
  }

  save(): void {
    writeFileSync(this.#file, JSON.stringify(this.kinds, null, 2));
  }

  #writeReproducer(kind: string, index: number, message: string, bytes?: string): string {
    const file = path.join(this.folder, `${kind.replaceAll(" ", "-")}-${index}.json`);
    const bytesFile = file.replace(/json$/, "bin");
    if (bytes !== undefined) writeFileSync(bytesFile, Buffer.from(bytes, "base64"));
    const reproducer: Reproducer = {
      kind,
      seed: this.seed,
      index,
      message,
      ...(bytes === undefined ? {} : { bytes: path.basename(bytesFile) }),
    };
    writeFileSync(file, JSON.stringify(reproducer, null, 2));
    return file;
  }

  get #file(): string {
    return path.join(this.folder, "state.json");
  }
}

/** What a message says before it quotes anything, and where in the program it was thrown. */
function commonOf(message: string): string {
  const [said] = message.split(/["'\n]/, 1);
  const [, place = ""] = /\n\s*at (\S+)/.exec(message) ?? [];
  return `${said.replace(/-?\d[\d.e+]*/g, "0").slice(0, 120)} ${place}`.trim();
}
