import { describe, expect, it } from "vitest";
import type { AuditEvent } from "../../domain/activity.ts";
import { newJob } from "../../domain/new-job.ts";
import { jobDraft, renamed, seededRandom, SteppedClock, thursday, visitOf } from "../conformance/fixture.ts";
import { ActivityIndexingPublisher } from "../activity-indexing-publisher.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import { openDayDocuments } from "./open-day-documents.ts";

const act = (id: string, at = "2026-11-20T17:00:00.000Z"): AuditEvent => ({
  id,
  at,
  by: { kind: "dispatcher", name: "Ana" },
  what: "signed_in",
});

/** Remembers what was written, and keeps no activity while told to fail. */
class WatchedObjectStore extends MemoryObjectStore {
  readonly puts: string[] = [];
  failing = false;

  override put(...[key, ...rest]: Parameters<MemoryObjectStore["put"]>): ReturnType<MemoryObjectStore["put"]> {
    if (this.failing && key.startsWith("activity/"))
      return Promise.resolve({ outcome: "unavailable", cause: new Error("told to fail") });
    this.puts.push(key);
    return super.put(key, ...rest);
  }
}

const open = (objects = new WatchedObjectStore(), seed = 1) => {
  const clock = new SteppedClock();
  const { puts } = objects;
  const opened = openDayDocuments({
    objects,
    clock,
    random: seededRandom(seed),
    process: `process-${seed}`,
    timeZone: "America/Los_Angeles",
    report: () => undefined,
    publisher: (_, activity) => new ActivityIndexingPublisher({ publish: () => Promise.resolve() }, activity, clock),
    sender: { timeout_ms: 1_000, send: () => Promise.resolve() },
  });
  const create = async (day = thursday, sample?: true) => {
    const { job } = await opened.jobs.create({
      homeDay: day,
      write: `w${puts.length}`,
      by: act("").by,
      draft: (identity, stamp) =>
        newJob(
          {
            ...jobDraft,
            customer: { name: "Ana" },
            visits: [visitOf("v1", "service", day, null)],
            ...(sample ? { sample } : {}),
          },
          identity,
          stamp,
        ),
    });
    return job.id;
  };
  return { ...opened, clock, puts, create };
};

const written = (puts: string[]) => puts.filter((key) => key.startsWith("activity/"));

describe("activity", () => {
  it("names the home days that were touched, each written once however many jobs", async () => {
    const { activity, create, jobs, puts, clock } = open();
    const ids = [await create(), await create(), await create("2026-11-27")];
    for (const id of ids) await jobs.change(id, { write: `c${id}`, by: act("").by, decide: renamed("Bea") });
    expect(written(puts)).toHaveLength(2);
    expect((await activity.on("2026-11-20")).homes.toSorted()).toEqual([thursday, "2026-11-27"]);
    clock.pass(86_400_000);
    await jobs.change(ids[0] ?? "", { write: "again", by: act("").by, decide: renamed("Cleo") });
    expect(await activity.on("2026-11-21")).toEqual({ homes: [thursday], acts: [], dropped: 0 });
  });

  it("is noted later, by another process, where it could not be", async () => {
    const objects = new WatchedObjectStore();
    objects.failing = true;
    const id = await open(objects).create();
    objects.failing = false;
    const other = open(objects, 2);
    expect(await other.jobs.find(id)).not.toBeNull();
    expect((await other.activity.on("2026-11-20")).homes).toEqual([]);
    await other.jobs.drain();
    expect((await other.activity.on("2026-11-20")).homes).toEqual([thursday]);
  });

  it("does not know of sample jobs", async () => {
    const { activity, create } = open();
    await create(thursday, true);
    expect((await activity.on("2026-11-20")).homes).toEqual([]);
  });

  it("keeps the first 2,000 acts of a day, and says how many more there were", async () => {
    const { activity } = open();
    await Promise.all(Array.from({ length: 2_003 }, (_, index) => activity.append(act(`a${index}`))));
    const { acts, dropped } = await activity.on("2026-11-20");
    expect([acts.length, acts[0]?.id, dropped]).toEqual([2_000, "a0", 3]);
  });

  it("forgets days that are over", async () => {
    const { activity } = open();
    await activity.append(act("old", "2026-08-01T10:00:00.000Z"));
    await activity.append(act("new"));
    await activity.sweep("2026-08-19");
    expect((await activity.on("2026-08-01")).acts).toEqual([]);
    expect((await activity.on("2026-11-20")).acts).toHaveLength(1);
  });
});
