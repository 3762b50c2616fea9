import { addDays, type Day } from "../../domain/day.ts";
import { today } from "../day-logs.ts";
import { median } from "../machine.ts";
import { cpuSeconds } from "./cpu.ts";
import type { Contender } from "./contender.ts";

export interface RateRow {
  store: string;
  verb: "create" | "status change";
  days: number;
  clients: number;
  /** The median of the rounds. */
  a_second: number;
  slowest_a_second: number;
  fastest_a_second: number;
  p50_ms: number;
  p99_ms: number;
  /** Processor milliseconds of one call, of this process and the engine. */
  cpu_ms: number;
}

export interface Plan {
  rounds: number;
  seconds: number;
  clients: number[];
  days: number[];
  log: (line: string) => void;
}

/**
 * Runs the contenders in short rounds and in turn, so that other load on the machine affects all of them alike. Each round
 * uses new days, so that every contender starts on empty ones.
 */
export const measureRates = async (contenders: Contender[], plan: Plan): Promise<RateRow[]> => {
  const most = Math.max(...plan.days);
  let next = 0;
  const fresh = (count: number): Day[] => {
    const first = addDays(today(), 1 + (next % horizon));
    next += most;
    return Array.from({ length: count }, (_, index) => addDays(first, index));
  };
  for (const contender of contenders) {
    await contender.open(Array.from({ length: horizon + most }, (_, index) => addDays(today(), 1 + index)));
    await round(contender, { days: fresh(most), clients: 4, seconds: 0.3 });
  }
  const rows: RateRow[] = [];
  for (const days of plan.days) {
    for (const clients of plan.clients) {
      const rounds = new Map<string, Round[]>(contenders.map(({ name }) => [name, []]));
      for (let turn = 0; turn < plan.rounds; turn += 1) {
        for (const contender of contenders) {
          const result = await round(contender, { days: fresh(days), clients, seconds: plan.seconds });
          rounds.get(contender.name)?.push(result);
        }
      }
      for (const [store, done] of rounds) {
        const storeRows = [
          rowOf(
            { store, verb: "create", days, clients },
            done.map(({ creates }) => creates),
          ),
          ...(done.some(({ starts }) => starts !== null)
            ? [
                rowOf(
                  { store, verb: "status change", days, clients },
                  done.flatMap(({ starts }) => starts ?? []),
                ),
              ]
            : []),
        ];
        rows.push(...storeRows);
        for (const row of storeRows)
          plan.log(
            `${store}, ${row.verb}, ${days} days, ${clients} clients: ${row.a_second.toFixed(0)}/s, ${row.cpu_ms.toFixed(2)} ms of processor each`,
          );
      }
    }
  }
  return rows;
};

interface Timed {
  a_second: number;
  /** The duration of each call. */
  ms: number[];
  cpu_ms: number;
}
interface Round {
  creates: Timed;
  starts: Timed | null;
}

const round = async (
  { create, start }: Contender,
  { days, clients, seconds }: { days: Day[]; clients: number; seconds: number },
): Promise<Round> => {
  const ids: string[] = [];
  let count = 0;
  const creates = await timed(clients, seconds, async () => {
    const day = days[(count += 1) % days.length];
    if (day !== undefined) ids.push(await create(day));
    return true;
  });
  if (start === null) return { creates, starts: null };
  // Start each job once, in the order of creation, until time or jobs run out.
  const left = ids.values();
  const starts = await timed(clients, seconds, async () => {
    const { value, done } = left.next();
    if (done !== true) await start(value);
    return done !== true;
  });
  return { creates, starts };
};

/** Calls in parallel until `seconds` are over, at least once per client even if that takes longer. */
export const timed = async (clients: number, seconds: number, call: () => Promise<boolean>): Promise<Timed> => {
  const ms: number[] = [];
  const cpu = cpuSeconds();
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      do {
        const start = performance.now();
        if (!(await call())) return;
        ms.push(performance.now() - start);
      } while (performance.now() < until);
    }),
  );
  const took = (performance.now() - began) / 1000;
  return { a_second: ms.length / took, ms, cpu_ms: ((cpuSeconds() - cpu) * 1000) / ms.length };
};

const rowOf = (subject: Pick<RateRow, "store" | "verb" | "days" | "clients">, rounds: Timed[]): RateRow => {
  const rates = rounds.map(({ a_second }) => a_second);
  const sorted = rounds.flatMap(({ ms }) => ms).toSorted((a, b) => a - b);
  return {
    ...subject,
    a_second: median(rates),
    slowest_a_second: Math.min(...rates),
    fastest_a_second: Math.max(...rates),
    p50_ms: percentile(sorted, 0.5),
    p99_ms: percentile(sorted, 0.99),
    cpu_ms: median(rounds.map(({ cpu_ms: ms }) => ms)),
  };
};

export const percentile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** The number of days that a run may use. */
const horizon = 3_000;
