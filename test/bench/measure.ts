/** CPU time of one piece of work, in milliseconds: what other programs do meanwhile does not count. */
function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Short pieces of work are repeated to about this long, in milliseconds. */
const turn = 250;

/**
 * Median CPU time of each piece of work, in milliseconds. Rounds take turns, so that a slow spell
 * of the machine meets all alike; one round before them warms up.
 */
export function interleave<Name extends string>(
  rounds: number,
  works: Readonly<Record<Name, () => void>>,
): Record<Name, number> {
  const names = Object.keys(works) as Name[];
  const repeats = names.map((name) => Math.ceil(turn / Math.max(1, cpuTime(works[name]))));
  const times: number[][] = names.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, name] of names.entries()) {
      const whole = cpuTime(() => {
        for (let repeat = 0; repeat < repeats[i]; repeat++) works[name]();
      });
      times[i].push(whole / repeats[i]);
    }
  }
  const medians = names.map((name, i) => [name, median(times[i])]);
  return Object.fromEntries(medians) as Record<Name, number>;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Prints one line per piece of work: its time, and how many times faster it is than the first. */
export function printTimes(title: string, times: Readonly<Record<string, number>>): void {
  console.log(`\n${title}`);
  const entries = Object.entries(times);
  const [, base] = entries[0];
  for (const [name, time] of entries) {
    console.log(`  ${name.padEnd(34)} ${time.toFixed(2).padStart(10)} ms  ${ratio(base, time)}`);
  }
}

const ratio = (base: number, time: number): string => `${(base / time).toFixed(2)} times`;

/** Prints whether a goal is reached. */
export function printGoal(text: string, reached: boolean): void {
  console.log(`  ${reached ? "reached" : "MISSED "}: ${text}`);
}
