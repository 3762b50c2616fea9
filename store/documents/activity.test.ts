import { describe, expect, test } from "vitest";
import type { AuditEvent } from "../../domain/activity.ts";
import { ActivityLogs } from "./activity.ts";
import { keysUnder, openMemory, worlds, type DocumentsWorld } from "./documents-world.case.ts";
import { JsonObjects } from "./json-objects.ts";

const today = "2026-11-20";
const act = (id: string, at = `${today}T17:00:00.000Z`): AuditEvent => ({
  id,
  at,
  by: { kind: "dispatcher", name: "Ana" },
  what: "signed_in",
});
const open = (world: DocumentsWorld): ActivityLogs => {
  const context = world.open();
  return new ActivityLogs(context, new JsonObjects(context));
};

describe.each(worlds)("on %s", (_, openWorld) => {
  test("home days and events of two processes are each there once, in order", async () => {
    const world = await openWorld();
    const [one, two] = [open(world), open(world)];
    await Promise.all([
      one.noteHome(today, "2026-11-26"),
      two.noteHome(today, "2026-11-26"),
      one.noteHome(today, "2026-11-27"),
      one.append(act("a")),
      two.append(act("b")),
    ]);
    const { homes, acts, dropped } = await open(world).on(today);
    expect(homes.toSorted()).toEqual(["2026-11-26", "2026-11-27"]);
    expect(acts.map(({ id }) => id).toSorted()).toEqual(["a", "b"]);
    expect(dropped).toBe(0);
  });

  test("a tally counts every event once", async () => {
    const world = await openWorld();
    const [one, two] = [open(world), open(world)];
    for (let turn = 0; turn < 3; turn += 1) await Promise.all([one.tally(act("t")), two.tally(act("t"))]);
    expect((await open(world).on(today)).acts).toEqual([{ ...act("t"), count: 6 }]);
  });
});

test("a home day is written once by each process, however many jobs change", async () => {
  const world = openMemory();
  const activity = open(world);
  for (let job = 0; job < 5; job += 1) await activity.noteHome(today, "2026-11-26");
  expect(await keysUnder(world.store, "activity/")).toEqual([`activity/${today}/00000001`]);
});

test("a day keeps its first 2,000 events, and says how many more there were", async () => {
  const world = openMemory();
  const activity = open(world);
  await Promise.all(Array.from({ length: 2_003 }, (_, index) => activity.append(act(`a${index}`))));
  const { acts, dropped } = await open(world).on(today);
  expect([acts.length, acts[0]?.id, dropped]).toEqual([2_000, "a0", 3]);
  // An event that is already there still counts.
  await activity.tally(act("a0"));
  expect((await activity.on(today)).acts[0]?.count).toBe(2);
});

test("a long day opens from a snapshot", async () => {
  const world = openMemory();
  const activity = open(world);
  for (let index = 0; index < 100; index += 1) await activity.append(act(`a${index}`));
  await activity.settled();
  const [snapshot] = await keysUnder(world.store, "snapshots/");
  expect(snapshot).toMatch(/^snapshots\/activity\/2026-11-20\/000000\d\d-/);
  await world.store.delete(`activity/${today}/00000001`);
  expect((await open(world).on(today)).acts).toHaveLength(100);
});

test("the sweep removes whole days, and nothing of them stays", async () => {
  const world = openMemory();
  const activity = open(world);
  const old = "2026-08-01T10:00:00.000Z";
  for (let index = 0; index < 100; index += 1) await activity.append(act(`a${index}`, old));
  await activity.settled();
  await activity.append(act("b", "2026-08-18T10:00:00.000Z"));
  await activity.append(act("new"));
  await activity.sweep("2026-08-19");
  expect(await keysUnder(world.store, "")).toEqual([`activity/${today}/00000001`]);
  expect(await activity.on("2026-08-01")).toEqual({ homes: [], acts: [], dropped: 0 });
  expect((await activity.on(today)).acts).toHaveLength(1);
});
