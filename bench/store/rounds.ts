import { addDays, type Day } from "../../domain/day.ts";
import { today } from "../day-documents.ts";
import { median } from "../machine.ts";
import { cpuSeconds } from "./cpu.ts";
import type { Contender } from "./contender.ts";

export interface RateRow {
  store: string;
  verb: "create" | "status change";
  days: number;
  clients: number;
  /** The median of the rounds; one round each, in turn. */
  a_second: number;
  slowest_a_second: number;
  fastest_a_second: number;
  p50_ms: number;
  p99_ms: number;
  /** Of all processors, ours and the engine's, for one call. */
  cpu_ms: number;
}

export interface Plan {
  rounds: number;
  seconds: number;
  clients: number[];
  days: number[];
  said: (line: string) => void;
}

/**
 * Every contender in turn, in short rounds, so that whatever else the machine does meets them all alike. Each round has
 * days of its own, so a hot day begins empty for everybody.
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
          const one = await round(contender, { days: fresh(days), clients, seconds: plan.seconds });
          rounds.get(contender.name)?.push(one);
        }
      }
      for (const [store, done] of rounds) {
        const made = [
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
        rows.push(...made);
        for (const row of made)
          plan.said(
            `${store}, ${row.verb}, ${days} days, ${clients} clients: ${row.a_second.toFixed(0)}/s, ${row.cpu_ms.toFixed(2)} ms of processor each`,
          );
      }
    }
  }
  return rows;
};

interface Timed {
  a_second: number;
  /** Of each call. */
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
  // Each job once, in the order made, until time or jobs run out.
  const left = ids.values();
  const starts = await timed(clients, seconds, async () => {
    const { value, done } = left.next();
    if (done !== true) await start(value);
    return done !== true;
  });
  return { creates, starts };
};

/** At least one call a client, however long it takes: that is a measurement too. */
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

const rowOf = (of: Pick<RateRow, "store" | "verb" | "days" | "clients">, rounds: Timed[]): RateRow => {
  const rates = rounds.map(({ a_second }) => a_second);
  const sorted = rounds.flatMap(({ ms }) => ms).sort((a, b) => a - b);
  return {
    ...of,
    a_second: median(rates),
    slowest_a_second: Math.min(...rates),
    fastest_a_second: Math.max(...rates),
    p50_ms: percentile(sorted, 0.5),
    p99_ms: percentile(sorted, 0.99),
    cpu_ms: median(rounds.map(({ cpu_ms: one }) => one)),
  };
};

export const percentile = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Days that a whole run may use; a booking is good for whatever day. */
const horizon = 3_000;
