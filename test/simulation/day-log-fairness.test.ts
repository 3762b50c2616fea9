import { describe, expect, test } from "vitest";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { DayLog } from "../../store/jobs/log/day-log.ts";
import { EntryClock } from "../../store/jobs/log/entry-clock.ts";
import type { LogKind } from "../../store/jobs/log/log-kind.ts";
import { dayLog } from "../../store/jobs/log/log-keys.ts";
import { TurnOrder } from "../../store/jobs/log/turn-order.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import { seededRandom } from "../harness/seeded-random.ts";
import { VirtualTime } from "./virtual-time.ts";

const name = dayLog("2026-11-27");
const priorityKey = "priority/days/2026-11-27";
/** A log that counts its entries. */
const counter: LogKind<number, object> = { empty: 0, apply: (count) => count + 1, recordsOf: () => [] };

/** A store whose put takes 7 ms and whose get takes 3 ms, times the slowness of the process. */
const slowStore = (inner: ObjectStore, time: VirtualTime, slowness: number, fraction: () => number) => {
  const calls = { get: 0, put: 0, priority: 0 };
  const take = async <Outcome>(ms: number, call: () => Promise<Outcome>): Promise<Outcome> => {
    const half = (ms * slowness * (0.7 + 0.6 * fraction())) / 2;
    await time.sleep(half);
    const answer = await call();
    await time.sleep(half);
    return answer;
  };
  const count = (verb: "get" | "put", key: string): void => {
    calls[key === priorityKey ? "priority" : verb] += 1;
  };
  const store: ObjectStore = {
    partBytes: inner.partBytes,
    maxBodyBytes: inner.maxBodyBytes,
    get: (key, options) => {
      count("get", key);
      return take(3, () => inner.get(key, options));
    },
    put: (key, ...rest) => {
      count("put", key);
      return take(7, () => inner.put(key, ...rest));
    },
    delete: (key) => take(7, () => inner.delete(key)),
    list: (prefix, options) => take(7, () => inner.list(prefix, options)),
  };
  return { store, calls };
};

/** Lets processes append to one log for so many seconds, each as fast as it can. */
const race = async (slowness: readonly number[], seconds: number, withTurnOrder = true) => {
  const time = new VirtualTime();
  const inner = new MemoryObjectStore(() => time.now());
  const processes = slowness.map((factor, index) => {
    const random = seededRandom(index + 1);
    const { store, calls } = slowStore(inner, time, factor, () => random.fraction());
    const process = `process${index}`;
    const shared = { objects: store, process, clock: time, random };
    const turns = withTurnOrder ? { turnOrder: new TurnOrder({ ...shared, priorityKey }) } : {};
    const log = new DayLog({ ...shared, ...turns, name, kind: counter, entryClock: new EntryClock(time) });
    const result = { calls, commits: 0, last_ms: 0, worstGap_ms: 0 };
    const work = async (): Promise<void> => {
      for (;;) {
        await log.change({ decide: () => ({ records: [{}], result: null }), findIn: () => null });
        result.commits += 1;
        result.worstGap_ms = Math.max(result.worstGap_ms, time.now() - result.last_ms);
        result.last_ms = time.now();
      }
    };
    void work();
    return result;
  });
  await time.runUntil(seconds * 1_000);
  const total = processes.reduce((sum, { commits }) => sum + commits, 0);
  const puts = processes.reduce((sum, { calls }) => sum + calls.put, 0);
  return {
    processes,
    worstGap_ms: Math.max(...processes.map((one) => Math.max(one.worstGap_ms, seconds * 1_000 - one.last_ms))),
    leastShare: Math.min(...processes.map(({ commits }) => commits)) / total,
    perSecond: total / seconds,
    lostPerCommit: puts / total - 1,
  };
};

describe("no process starves", () => {
  test.each([
    ["four equal", [1, 1, 1, 1], 200, 0.2, 0.2],
    ["two fast, one slow", [1, 1, 5], 800, 0.035, 0.4],
    ["two fast, one very slow", [1, 1, 15], 3_000, 0.01, 0.4],
    ["seven fast, one slow", [1, 1, 1, 1, 1, 1, 1, 5], 2_500, 0.015, 0.5],
  ] as const)("%s", async (what, slowness, gap_ms, share, lost) => {
    const { worstGap_ms, leastShare, perSecond, lostPerCommit } = await race(slowness, 20);
    console.info(
      `${what}: worst gap ${Math.round(worstGap_ms)} ms, least share ${(100 * leastShare).toFixed(1)} %, ` +
        `${Math.round(perSecond)} commits/s, ${lostPerCommit.toFixed(2)} lost puts per commit`,
    );
    expect(worstGap_ms).toBeLessThan(gap_ms);
    expect(leastShare).toBeGreaterThan(share);
    expect(perSecond).toBeGreaterThan(40);
    expect(lostPerCommit).toBeLessThan(lost);
  });

  test("without turn order a slow process gets almost nothing", async () => {
    const { leastShare } = await race([1, 1, 15], 10, false);
    expect(leastShare).toBeLessThan(0.005);
  });

  test("a process that writes alone never waits and only puts", async () => {
    const { processes, perSecond } = await race([1], 5);
    expect(processes[0]?.calls.priority).toBe(0);
    expect(processes[0]?.calls.get).toBeLessThan(10);
    expect(perSecond).toBeGreaterThan(130);
  });
});
