import { Command, commandCodes, isRowCommand } from "../../../src/core/pim/program/command";
import type { DevicePreset } from "../../../src/core/memory/device-preset";
import type { Program } from "../../../src/core/pim/program/program";

/** One entry of the controllers' command log. */
export interface LoggedCommand {
  readonly cycle: number;
  readonly command: number;
  readonly channel: number;
  /** Entry of the program that asked for the command; -1 for what refresh asked for. */
  readonly entry: number;
}

export interface PlainRun {
  readonly cycles: number;
  /** Last cycle in which each channel did something. */
  readonly channelCycles: readonly number[];
  readonly counts: readonly number[];
  readonly log: readonly LoggedCommand[];
}

const queueEntries = 33;

/**
 * The controllers of a stack, cycle by cycle as docs/pim-model.md#the-controller words them, with
 * nothing skipped. It is slow and easy to check, and proves the controller of the product.
 * @param shared true: one reader feeds all channels in the order of the program, and all channels
 *   refresh until the last is done; false: each channel is fed by itself
 */
export function runPlainly(
  program: Program,
  preset: DevicePreset,
  { shared = true, refresh = true, phase = 0 } = {},
): PlainRun {
  const channels = Array.from(
    { length: preset.organisation.channels },
    () => new PlainChannel(program, preset, refresh, phase),
  );
  const log: LoggedCommand[] = [];
  if (shared) {
    runTogether(program, channels, log);
  } else {
    channels.forEach((channel, index) => runAlone(program, channel, index, log));
  }
  const counts = Array.from({ length: commandCodes }, () => 0);
  for (const { command } of log) counts[command]++;
  const channelCycles = channels.map((channel) => channel.lastChange);
  return { cycles: Math.max(...channelCycles), channelCycles, counts, log };
}

function runTogether(program: Program, channels: PlainChannel[], log: LoggedCommand[]): void {
  let next = 0;
  for (let cycle = 1; next < program.length || channels.some((channel) => channel.busy); cycle++) {
    while (next < program.length && !channels[program.channels[next]].full) {
      channels[program.channels[next]].queue.push(next);
      next++;
    }
    for (let index = 0; index < channels.length; index++) {
      for (const { command, entry } of channels[index].tick(cycle)) {
        log.push({ cycle, command, channel: index, entry });
      }
    }
  }
}

function runAlone(
  program: Program,
  channel: PlainChannel,
  index: number,
  log: LoggedCommand[],
): void {
  const entries: number[] = [];
  for (let entry = 0; entry < program.length; entry++) {
    if (program.channels[entry] === index) entries.push(entry);
  }
  let next = 0;
  for (let cycle = 1; next < entries.length || channel.busy; cycle++) {
    while (next < entries.length && !channel.full) channel.queue.push(entries[next++]);
    for (const { command, entry } of channel.tick(cycle)) {
      log.push({ cycle, command, channel: index, entry });
    }
  }
}

interface Pick {
  /** Place in the queue. */
  readonly place: number;
  readonly command: number;
  readonly ready: boolean;
}

interface Issued {
  readonly command: number;
  readonly entry: number;
}

/** A command that binds those after it. */
interface Issue {
  readonly cycle: number;
  readonly bank: number;
}

/** The controller of one channel. A place is what opens and closes as one: a set of banks. */
export class PlainChannel {
  readonly queue: number[] = [];
  lastChange = 0;
  private readonly refreshes: number[] = [];
  /** Open row of each place; undefined where closed. */
  protected readonly openRow = new Map<number, number>();
  private readonly lastActivate = new Map<number, number>();
  private readonly lastMac = new Map<number, number>();
  private readonly lastPrecharge = new Map<number, number>();
  private readonly lastRefresh = new Map<number, number>();
  private readonly activates: Issue[] = [];
  private readonly macs: Issue[] = [];
  private readonly moves: Issue[] = [];
  private readonly rowBytes: number;
  private readonly bankBytes: number;
  /** Cycles after which a command of any bank binds no other one. */
  private readonly reach: number;

  constructor(
    private readonly program: Program,
    protected readonly preset: DevicePreset,
    private readonly refresh: boolean,
    private readonly phase: number,
  ) {
    const { rows, columns, columnBytes } = preset.organisation;
    this.rowBytes = columns * columnBytes;
    this.bankBytes = rows * this.rowBytes;
    const { nBL, nCCDS, nCCDL, nCCDAB, nCCDSB, nRRDL, nFAW } = preset.timing;
    this.reach = Math.max(2, nBL, nCCDS, nCCDL, nCCDAB, nCCDSB, nRRDL, nFAW);
  }

  get full(): boolean {
    return this.queue.length >= queueEntries;
  }

  get busy(): boolean {
    return this.queue.length > 0 || this.refreshes.length > 0;
  }

  tick(cycle: number): Issued[] {
    if (this.refresh && (cycle + this.phase) % this.preset.timing.nREFI === 0) {
      for (let pseudo = 0; pseudo < this.preset.organisation.pseudoChannels; pseudo++) {
        this.refreshes.push(pseudo);
      }
    }
    const issued = this.refreshes.length > 0 ? this.tickRefreshing(cycle) : this.tickQueue(cycle);
    if (issued.length > 0) this.lastChange = cycle;
    return issued;
  }

  private tickRefreshing(cycle: number): Issued[] {
    const issued: Issued[] = [];
    if (this.openRow.size === 0) {
      this.lastRefresh.set(this.refreshes.shift()!, cycle);
      issued.push({ command: Command.refresh, entry: -1 });
    } else if (this.allPrechargeable(cycle)) {
      for (const place of this.openRow.keys()) this.lastPrecharge.set(place, cycle);
      this.openRow.clear();
      issued.push({ command: Command.precharge, entry: -1 });
    }
    const pick = this.pick(cycle);
    if (pick?.ready && pick.command !== Command.barrier && !isRowCommand(pick.command)) {
      issued.push(this.issue(pick, cycle));
    }
    return issued;
  }

  private tickQueue(cycle: number): Issued[] {
    const first = this.pick(cycle);
    if (!first?.ready) return [];
    const issued = [this.issue(first, cycle)];
    const second = this.pick(cycle);
    if (first.command === Command.barrier || !second?.ready) return issued;
    if (second.command === Command.barrier) return issued;
    const closes = [first.command, second.command].includes(Command.precharge);
    if (closes && this.preset.level !== "bank") return issued;
    if (isRowCommand(first.command) !== isRowCommand(second.command)) {
      issued.push(this.issue(second, cycle));
    }
    return issued;
  }

  /** Rule 4: first ready, first come. */
  private pick(cycle: number): Pick | undefined {
    if (this.operation(0) === Command.barrier) {
      this.queue.shift();
      this.lastChange = cycle;
    }
    if (this.queue.length === 0) return undefined;
    const head = this.candidate(0, cycle);
    if (head.ready) return head;
    const hitBanks = new Set<number>();
    this.queue.forEach((entry, place) => {
      if (this.commandFor(place) === this.operation(place) && this.isArrayOperation(place)) {
        hitBanks.add(this.bank(entry));
      }
    });
    let behindBarrier = false;
    for (let place = 1; place < this.queue.length; place++) {
      if (this.operation(place) === Command.barrier) behindBarrier = true;
      const pick = this.candidate(place, cycle);
      if (behindBarrier && !isRowCommand(pick.command)) continue;
      if (!pick.ready) continue;
      const isHit = this.isArrayOperation(place) && !isRowCommand(pick.command);
      if (!isHit && hitBanks.has(this.bank(this.queue[place]))) continue;
      return pick;
    }
    return head;
  }

  private candidate(place: number, cycle: number): Pick {
    const command = this.commandFor(place);
    return { place, command, ready: this.ready(command, this.queue[place], cycle) };
  }

  private operation(place: number): number {
    return this.queue.length > place ? this.program.operations[this.queue[place]] : -1;
  }

  private isArrayOperation(place: number): boolean {
    const operation = this.operation(place);
    return operation === Command.mac || operation === Command.normalise;
  }

  /** The operation itself, or the row command that it needs first. */
  private commandFor(place: number): number {
    if (!this.isArrayOperation(place)) return this.operation(place);
    const entry = this.queue[place];
    const open = this.openRow.get(this.placeOf(entry));
    if (open === undefined) return Command.activate;
    return open === this.row(entry) ? this.operation(place) : Command.precharge;
  }

  private ready(command: number, entry: number, cycle: number): boolean {
    switch (command) {
      case Command.activate:
        return this.mayActivate(entry, cycle);
      case Command.precharge:
        return this.mayPrecharge(this.placeOf(entry), cycle);
      case Command.mac:
      case Command.normalise:
        return this.mayRead(entry, cycle);
      case Command.softmax:
      case Command.barrier:
        return true;
      default:
        return this.mayMove(this.bank(entry), cycle);
    }
  }

  private mayRead(entry: number, cycle: number): boolean {
    const { nRCD, nCCDAB, nCCDSB, nBL, nCCDS, nCCDL } = this.preset.timing;
    if (cycle < since(this.lastActivate.get(this.placeOf(entry)), nRCD)) return false;
    return this.macs.every((mac) => {
      switch (this.preset.level) {
        case "bank":
          return cycle >= mac.cycle + nCCDAB;
        case "bank-group":
          return cycle >= mac.cycle + nCCDSB;
        case "buffer": {
          if (cycle < mac.cycle + nBL) return false;
          const sameRank = this.rankOf(mac.bank) === this.rankOf(this.bank(entry));
          if (sameRank && cycle < mac.cycle + nCCDS) return false;
          const sameGroup = this.groupOf(mac.bank) === this.groupOf(this.bank(entry));
          return !sameGroup || cycle >= mac.cycle + nCCDL;
        }
      }
    });
  }

  private mayActivate(entry: number, cycle: number): boolean {
    const { nRC, nRP, nRFC, nRRDS, nRRDL, nFAW } = this.preset.timing;
    const place = this.placeOf(entry);
    const bank = this.bank(entry);
    if (cycle < since(this.lastActivate.get(place), nRC)) return false;
    if (cycle < since(this.lastPrecharge.get(place), nRP)) return false;
    if (cycle < since(this.lastRefresh.get(this.pseudoChannelOf(bank)), nRFC)) return false;
    if (this.activates.some((activate) => cycle < activate.cycle + 2)) return false;
    if (this.preset.level !== "buffer") return true;
    const ofRank = this.activates.filter((other) => this.rankOf(other.bank) === this.rankOf(bank));
    const ofGroup = ofRank.filter((other) => this.groupOf(other.bank) === this.groupOf(bank));
    return (
      ofRank.every((other) => cycle >= other.cycle + nRRDS) &&
      ofGroup.every((other) => cycle >= other.cycle + nRRDL) &&
      ofRank.filter((other) => cycle < other.cycle + nFAW).length < 4
    );
  }

  private mayPrecharge(place: number, cycle: number): boolean {
    const { nRAS, nRTPL } = this.preset.timing;
    return (
      cycle >= since(this.lastActivate.get(place), nRAS) &&
      cycle >= since(this.lastMac.get(place), nRTPL) &&
      !this.activates.some((activate) => cycle < activate.cycle + 2)
    );
  }

  protected allPrechargeable(cycle: number): boolean {
    return [...this.openRow.keys()].every((set) => this.mayPrecharge(set, cycle));
  }

  private mayMove(bank: number, cycle: number): boolean {
    const { nBL, nCCDS, nCCDL } = this.preset.timing;
    return this.moves.every((move) => {
      if (this.groupOf(move.bank) === this.groupOf(bank) && cycle < move.cycle + nCCDL)
        return false;
      if (this.rankOf(move.bank) === this.rankOf(bank) && cycle < move.cycle + nCCDS) return false;
      const samePseudoChannel = this.pseudoChannelOf(move.bank) === this.pseudoChannelOf(bank);
      return !samePseudoChannel || cycle >= move.cycle + nBL;
    });
  }

  private issue({ place, command }: Pick, cycle: number): Issued {
    const entry = this.queue[place];
    const bank = this.bank(entry);
    switch (command) {
      case Command.activate:
        for (const open of this.openedBy(entry)) this.openRow.set(open, this.row(entry));
        for (const bound of this.boundByRow(entry)) this.lastActivate.set(bound, cycle);
        this.remember(this.activates, { cycle, bank });
        return { command, entry };
      case Command.precharge:
        for (const closed of this.closedBy(entry)) this.openRow.delete(closed);
        for (const bound of this.boundByRow(entry)) this.lastPrecharge.set(bound, cycle);
        return { command, entry };
      case Command.mac:
      case Command.normalise:
        for (const bound of this.boundByMac(entry)) this.lastMac.set(bound, cycle);
        this.remember(this.macs, { cycle, bank });
        break;
      case Command.barrier:
        break;
      default:
        this.remember(this.moves, { cycle, bank });
    }
    this.queue.splice(place, 1);
    return { command, entry };
  }

  /** The place whose row an array operation reads. */
  protected placeOf(entry: number): number {
    return this.setOf(entry);
  }

  /** Places that an activate opens. */
  protected openedBy(entry: number): readonly number[] {
    return [this.setOf(entry)];
  }

  /** Places that a precharge closes. */
  protected closedBy(entry: number): readonly number[] {
    return this.openedBy(entry);
  }

  /** Places that wait after an activate or a precharge. */
  protected boundByRow(entry: number): readonly number[] {
    return this.openedBy(entry);
  }

  /** Places whose precharge waits after a MAC. */
  protected boundByMac(entry: number): readonly number[] {
    return this.openedBy(entry);
  }

  private remember(history: Issue[], event: Issue): void {
    history.push(event);
    while (history[0].cycle + this.reach < event.cycle) history.shift();
  }

  protected bank(entry: number): number {
    return Math.floor(this.program.addresses[entry] / this.bankBytes);
  }

  private row(entry: number): number {
    return Math.floor((this.program.addresses[entry] % this.bankBytes) / this.rowBytes);
  }

  protected setOf(entry: number): number {
    const { ranks, bankGroups, banks } = this.preset.organisation;
    switch (this.preset.level) {
      case "bank":
        return 0;
      case "bank-group":
        return this.bank(entry) % banks;
      case "buffer":
        return this.bank(entry) % (ranks * bankGroups * banks);
    }
  }

  private groupOf(bank: number): number {
    return Math.floor(bank / this.preset.organisation.banks);
  }

  protected rankOf(bank: number): number {
    return Math.floor(this.groupOf(bank) / this.preset.organisation.bankGroups);
  }

  protected pseudoChannelOf(bank: number): number {
    return Math.floor(this.rankOf(bank) / this.preset.organisation.ranks);
  }
}

function since(cycle: number | undefined, distance: number): number {
  return cycle === undefined ? 0 : cycle + distance;
}
