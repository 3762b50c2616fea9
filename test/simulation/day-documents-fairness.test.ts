import { describe, expect, test } from "vitest";
import { seededRandom } from "../../store/conformance/fixture.ts";
import { jsonCodec } from "../../store/day-documents/codec.ts";
import { Committer } from "../../store/day-documents/committer.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { VirtualTime } from "./virtual-time.ts";

/** Processes that write one document, some of them slow: a PUT takes 7 ms, a GET 3 ms, times the process's factor. */
const race = async (slowness: number[], seconds: number) => {
  const time = new VirtualTime();
  const objects = new MemoryObjectStore();
  const processes = slowness.map((factor, index) => ({
    name: `${index}`,
    factor,
    random: seededRandom(index + 1),
    commits: 0,
    last: 0,
    worstGapMs: 0,
    calls: { get: 0, put: 0, hand: 0 },
  }));
  for (const process of processes) {
    const take = async <T>(ms: number, call: () => Promise<T>): Promise<T> => {
      const half = (ms * process.factor * (0.7 + 0.6 * process.random.fraction())) / 2;
      await time.sleep(half);
      const answer = await call();
      await time.sleep(half);
      return answer;
    };
    const store: ObjectStore = {
      get: (key, options) => {
        process.calls[key.startsWith("waiting/") ? "hand" : "get"] += 1;
        return take(3, () => objects.get(key, options));
      },
      put: (key, ...rest) => {
        process.calls.put += 1;
        return take(7, () => objects.put(key, ...rest));
      },
      delete: (key, version) => objects.delete(key, version),
      list: (prefix, options) => objects.list(prefix, options),
    };
    const committer = new Committer(
      "count.json",
      jsonCodec(() => 0),
      {
        objects: store,
        clock: time,
        random: process.random,
        process: process.name,
        report: (error) => {
          throw error;
        },
      },
    );
    const work = async (): Promise<void> => {
      for (;;) {
        await committer.commit({
          apply: (draft) => {
            draft.value += 1;
            return { result: undefined, wrote: true };
          },
        });
        process.commits += 1;
        process.worstGapMs = Math.max(process.worstGapMs, time.now() - process.last);
        process.last = time.now();
      }
    };
    void work();
  }
  await time.runUntil(seconds * 1_000);
  const total = processes.reduce((sum, { commits }) => sum + commits, 0);
  return processes.map((process) => ({
    ...process,
    worstGapMs: Math.max(process.worstGapMs, seconds * 1_000 - process.last),
    share: process.commits / total,
    perSecond: process.commits / seconds,
  }));
};

const told = (name: string, processes: Awaited<ReturnType<typeof race>>) => {
  const worst = Math.max(...processes.map(({ worstGapMs }) => worstGapMs));
  const least = Math.min(...processes.map(({ share }) => share));
  const total = processes.reduce((sum, { perSecond }) => sum + perSecond, 0);
  const puts = processes.reduce((sum, { calls }) => sum + calls.put, 0);
  const rejected = puts / processes.reduce((sum, { commits }) => sum + commits, 0) - 1;
  console.info(
    `${name}: worst gap ${Math.round(worst)} ms, least share ${(100 * least).toFixed(1)} %, ${Math.round(total)} commits/s, ${rejected.toFixed(2)} writes in vain for one that stands`,
  );
  return { worst, least, total, rejected };
};

describe("no process starves", () => {
  test.each([
    ["four equal", [1, 1, 1, 1], 200, 0.24, 0.1],
    ["two fast, one slow", [1, 1, 5], 800, 0.04, 0.3],
    ["two fast, one very slow", [1, 1, 15], 1_500, 0.015, 0.2],
    ["seven fast, one slow", [1, 1, 1, 1, 1, 1, 1, 5], 1_500, 0.03, 0.3],
  ])("%s", async (name, slowness, gapMs, share, vain) => {
    const { worst, least, total, rejected } = told(name, await race(slowness, 30));
    expect(worst).toBeLessThan(gapMs);
    expect(least).toBeGreaterThan(share);
    expect(total).toBeGreaterThan(40);
    // Without the queue, one write is rejected for each that succeeds.
    expect(rejected).toBeLessThan(vain);
  });

  test("a lone process never backs off, and only writes", async () => {
    const [alone] = await race([1], 10);
    expect(alone?.calls.hand).toBe(0);
    expect(alone?.calls.get).toBeLessThan(2);
    expect(alone?.perSecond).toBeGreaterThan(130);
  });
});
