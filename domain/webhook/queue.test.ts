import { describe, expect, it } from "vitest";
import { begin, emptyQueue, enqueue, mostWaiting, settle, type Attempt, type WebhookQueue } from "./queue.ts";
import { afterFailure } from "./retry.ts";

const minute = 60_000;
const start = 1_800_000_000_000;
const middle = () => 0.5;
const attempt = (at: number, change: Partial<Attempt> = {}): Attempt => ({
  at,
  ms: 20,
  status: 200,
  error: null,
  ...change,
});
const failed = (at: number): Attempt => attempt(at, { status: 500, error: "status" });
const queued = (...ids: string[]): WebhookQueue => {
  const queue = enqueue(
    emptyQueue,
    ids.map((id) => ({ id, change: `c-${id}` })),
    start,
  );
  if (queue === null) throw new Error("The queue is full");
  return queue;
};

describe("a queue", () => {
  it("takes an event once, also after it was delivered", () => {
    const queue = queued("a", "b");
    expect(enqueue(queue, [{ id: "a", change: "c-a" }], start)).toBe(queue);
    const sent = settle(begin(queue, start, 8).queue, [{ id: "a", attempt: attempt(start) }], middle).queue;
    expect(enqueue(sent, [{ id: "a", change: "c-a" }], start)).toBe(sent);
    expect(sent.done).toMatchObject([{ id: "a", state: "delivered", tries: 1 }]);
  });

  it("is full with a thousand events, and small enough for one object", () => {
    const ids = Array.from(
      { length: mostWaiting },
      (_, index) => `evt_mio1vdx0_261127-7K3QAB_${index}_job-status_changed`,
    );
    const full = enqueue(
      emptyQueue,
      ids.map((id) => ({ id, change: id.slice(0, 25) })),
      start,
    );
    expect(JSON.stringify(full).length).toBeLessThan(200_000);
    expect(enqueue(full ?? emptyQueue, [{ id: "more", change: "c" }], start)).toBeNull();
  });

  it("gives an event to one process at a time, until its time is over", () => {
    const first = begin(queued("a", "b"), start, 1);
    expect(first.begun.map(({ id }) => id)).toEqual(["a"]);
    const second = begin(first.queue, start, 8);
    expect(second.begun.map(({ id }) => id)).toEqual(["b"]);
    expect(begin(second.queue, start + 29_999, 8).begun).toEqual([]);
    expect(begin(second.queue, start + 30_000, 8).begun).toHaveLength(2);
  });

  it("tries ten times, each later than the one before", () => {
    let queue = queued("a");
    const waits: number[] = [];
    let now = start;
    for (let tries = 1; tries <= 10; tries += 1) {
      // Other events succeeded since the last try.
      queue.failures = 0;
      const { begun, queue: busy } = begin(queue, now, 8);
      expect(begun).toHaveLength(1);
      queue = settle(busy, [{ id: "a", attempt: failed(now) }], middle).queue;
      const next = queue.waiting[0]?.next ?? now;
      waits.push((next - now) / 1_000);
      now = next;
    }
    expect(waits).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400, 0]);
    expect(queue.done).toMatchObject([{ id: "a", state: "failed", tries: 10 }]);
    expect([afterFailure(1, 0), afterFailure(1, 0.999_999)]).toEqual([4_000, 6_000]);
  });

  it("honors what a busy receiver asks for, up to a day", () => {
    const settled = (ms: number) =>
      settle(queued("a"), [{ id: "a", attempt: failed(start), retry_after_ms: ms }], middle).queue.waiting[0]?.next;
    expect(settled(2 * minute)).toBe(start + 2 * minute);
    expect(settled(1_000)).toBe(start + 5_000);
    expect(settled(10 * 86_400_000)).toBe(start + 86_400_000);
  });

  it("probes a failing endpoint with one event, and sends the rest when it is back", () => {
    let queue = begin(queued("a", "b", "c", "d"), start, 8).queue;
    const results = ["a", "b", "c", "d"].map((id) => ({ id, attempt: failed(start) }));
    ({ queue } = settle(queue, results, middle));
    expect(begin(queue, start + 6_000, 8).begun).toEqual([]);
    const probe = begin(queue, start + minute, 8);
    expect(probe.begun).toHaveLength(1);
    expect(begin(probe.queue, start + minute, 8).begun).toEqual([]);
    const id = probe.begun[0]?.id ?? "";
    ({ queue } = settle(probe.queue, [{ id, attempt: attempt(start + minute) }], middle));
    expect(begin(queue, start + minute, 8).begun).toHaveLength(3);
  });

  it("is disabled after five days and 20 failures, or when the receiver is gone", () => {
    const ids = Array.from({ length: 20 }, (_, index) => `e${index}`);
    const fail = (at: number, count: number, queue = queued(...ids)) =>
      settle(
        queue,
        ids.slice(0, count).map((id) => ({ id, attempt: failed(at) })),
        middle,
      );
    const first = fail(start, 19);
    expect(first.disable).toBeNull();
    const day = 86_400_000;
    expect(settle(first.queue, [{ id: "e19", attempt: failed(start + 5 * day - 1) }], middle).disable).toBeNull();
    expect(settle(first.queue, [{ id: "e19", attempt: failed(start + 5 * day) }], middle).disable).toBe("failing");
    const few = fail(start, 2).queue;
    expect(settle(few, [{ id: "e3", attempt: failed(start + 6 * day) }], middle).disable).toBeNull();
    const gone = { id: "e1", attempt: attempt(start, { status: 410, error: "gone" as const }) };
    expect(settle(queued("e1"), [gone], middle).disable).toBe("gone");
  });

  it("does not blame the endpoint for a job that was removed", () => {
    const { queue } = settle(
      queued("a"),
      [{ id: "a", attempt: attempt(start, { status: null, error: "job_removed" }) }],
      middle,
    );
    expect(queue).toMatchObject({ failures: 0, failing_since: null, waiting: [], done: [{ state: "failed" }] });
  });
});
