import { describe, expect, test } from "vitest";
import { friday, saturday, visitOf } from "../../conformance/fixture.ts";
import { openTestWorld, testJob } from "../outbox/test-outbox.case.ts";
import { isWaiting } from "./open-board.ts";
import { openBoardKind, type OpenBoardRecord, type OpenBoardState } from "./open-board-kind.ts";
import { clearOpenBoard, rebuildOpenBoard, rollOverdue, waitingJobs } from "./refresh.ts";

const day_ms = 86_400_000;
const unscheduled = testJob("261127-7K3Q", { visits: [visitOf("v1", "service", null, null)] });
const scheduled = testJob("261127-AAAA");
const cards = async ({ openBoard }: { openBoard: { read: () => Promise<OpenBoardState> } }) =>
  [...(await openBoard.read()).cards.keys()].toSorted();

describe("the state of the open board", () => {
  const records: OpenBoardRecord[] = [{ card: { job: "a", rev: 2 } as never }, { rolled_to: friday }];
  const build = (lines: Iterable<OpenBoardRecord>, n: number) =>
    [...lines].reduce((state, record) => openBoardKind.apply(state, record, n), openBoardKind.empty);
  const plain = ({ cards, ...state }: OpenBoardState) => ({ ...state, cards: cards.toObject() });

  test("is the same after a record is applied twice, and from a snapshot", () => {
    const state = build(records, 4);
    for (const record of records) expect(plain(openBoardKind.apply(state, record, 4))).toEqual(plain(state));
    expect(plain(build(openBoardKind.recordsOf(state), 4))).toEqual(plain(state));
    expect(build([...records, { uncard: "a" }], 4).cards.size).toBe(0);
  });
});

describe("a job waits", () => {
  const period = {
    id: "e1",
    type: "trailer-15",
    unit: "T15-02",
    from: friday,
    until: saturday,
    delivered_by: "v1",
    removed_by: "v2",
    ready_on: null,
    asked_for: null,
    allowed_days: 7,
    net_tons: null,
    ticket: null,
  };
  const rented = (delivery: "scheduled" | "done") =>
    testJob("261127-7K3Q", {
      visits: [
        { ...visitOf("v1", "drop_off", friday, null), state: delivery },
        visitOf("v2", "pickup", saturday, null),
      ],
      equipment: [period],
    });
  test("while its equipment is at the customer's, also if the pickup has a day", () => {
    expect(isWaiting(rented("scheduled"), friday)).toBe(false);
    expect(isWaiting(rented("done"), friday)).toBe(true);
    expect(isWaiting({ ...rented("done"), status: "cancelled" }, friday)).toBe(false);
  });

  test("while it is a quote request", () => {
    expect(isWaiting({ ...scheduled, status: "requested" }, friday)).toBe(true);
    expect(isWaiting({ ...scheduled, status: "quoted" }, friday)).toBe(true);
    expect(isWaiting(scheduled, friday)).toBe(false);
  });

  test("while it has an open review, also after its end", () => {
    const review = { overage: { state: "open" as const, items: [] } };
    expect(isWaiting({ ...scheduled, ...review, status: "completed" }, friday)).toBe(true);
  });
});

describe("update", () => {
  test("adds a card while the job waits, and removes it afterwards", async () => {
    const process = openTestWorld().open();
    await process.commit(unscheduled);
    await process.openBoard.update(unscheduled);
    expect(await cards(process)).toEqual([unscheduled.id]);
    const next = { ...scheduled, id: unscheduled.id, rev: 2 };
    await process.commit(next, unscheduled);
    await process.openBoard.update(next);
    expect(await cards(process)).toEqual([]);
  });

  test("of an older copy never wins", async () => {
    const process = openTestWorld().open();
    const next = { ...unscheduled, rev: 2, notes: "newer" };
    await process.commit(next);
    await process.openBoard.update(next);
    await process.openBoard.update(unscheduled);
    expect([...(await process.openBoard.read()).cards.values()]).toMatchObject([{ rev: 2 }]);
  });

  test("of an older copy after the card was removed is undone by the newest job", async () => {
    const process = openTestWorld().open();
    await process.commit({ ...scheduled, id: unscheduled.id, rev: 2 });
    await process.openBoard.update(unscheduled);
    expect(await cards(process)).toEqual([]);
  });

  test("of a job that was removed leaves no card", async () => {
    const process = openTestWorld().open();
    await process.openBoard.update(unscheduled);
    expect(await cards(process)).toEqual([]);
  });

  test("costs nothing for a new job that needs no card", async () => {
    const { open, keys } = openTestWorld();
    await open().openBoard.update(scheduled, { hasCard: false });
    expect(keys("open/")).toEqual([]);
  });
});

describe("time passes", () => {
  test("overdue jobs get their cards at midnight, once", async () => {
    const { open, clock, keys } = openTestWorld();
    const process = open();
    await process.commit(scheduled);
    await process.commit(testJob("261128-7K3Q", { visits: [visitOf("v1", "service", saturday, null)] }));
    clock.pass(7 * day_ms);
    await rollOverdue(process.refresh);
    expect(await cards(process)).toEqual([]);
    clock.pass(day_ms);
    await rollOverdue(process.refresh);
    expect(await cards(process)).toEqual([scheduled.id]);
    expect((await process.openBoard.read()).rolled_to).toBe(saturday);
    const entries = keys("open/").length;
    await rollOverdue(open().refresh);
    expect(keys("open/")).toHaveLength(entries);
  });

  test("a day that cannot be read is tried again, and holds up no other", async () => {
    const { open, clock, store } = openTestWorld();
    const process = open();
    await process.commit(scheduled);
    const later = testJob("261128-7K3Q", { visits: [visitOf("v1", "service", saturday, null)] });
    await process.commit(later);
    const entry = await store.get(`days/${friday}/00000001`);
    await store.put(`days/${friday}/00000001`, new Uint8Array([1]), "any");
    clock.pass(9 * day_ms);
    const other = open();
    await rollOverdue(other.refresh);
    expect(await cards(other)).toEqual([later.id]);
    expect((await other.openBoard.read()).rolled_to).toBeNull();
    if (entry.outcome === "found") await store.put(`days/${friday}/00000001`, entry.body, "any");
    await rollOverdue(open().refresh);
    expect(await cards(other)).toEqual([scheduled.id, later.id]);
  });

  test("a day in the future that a wrong clock wrote hides no overdue job", async () => {
    const { open, clock } = openTestWorld();
    const process = open();
    await process.commit(scheduled);
    clock.pass(1_500 * day_ms);
    await rollOverdue(process.refresh);
    clock.pass(-1_500 * day_ms);
    await process.openBoard.remove(scheduled.id);
    clock.pass(8 * day_ms);
    await rollOverdue(process.refresh);
    expect(await cards(process)).toEqual([scheduled.id]);
  });
});

test("a board that was lost is rebuilt from the jobs", async () => {
  const process = openTestWorld().open();
  await process.commit(unscheduled);
  await process.commit(scheduled);
  await process.openBoard.update(testJob("261127-BBBB", { visits: [visitOf("v1", "service", null, null)] }));
  await rebuildOpenBoard(process.refresh);
  expect(await cards(process)).toEqual([unscheduled.id]);
});

test("cards that a crash left behind are removed or updated", async () => {
  const { open } = openTestWorld();
  const process = open();
  await process.commit(unscheduled);
  await process.openBoard.update(unscheduled);
  await process.commit({ ...scheduled, id: unscheduled.id, rev: 2 }, unscheduled);
  expect(await cards(process)).toEqual([unscheduled.id]);
  expect(await waitingJobs(process.refresh)).toEqual([]);
  await clearOpenBoard(process.refresh);
  expect(await cards(process)).toEqual([]);
});

test("waiting jobs of a day that cannot be read are left out, and the day is named", async () => {
  const { open, store } = openTestWorld();
  const process = open();
  const other = testJob("261128-7K3Q", { visits: [visitOf("v1", "service", null, null)] });
  for (const job of [unscheduled, other]) {
    await process.commit(job);
    await process.openBoard.update(job);
  }
  await store.put(`days/${friday}/00000001`, new Uint8Array([1]), "any");
  const named: string[] = [];
  const jobs = await waitingJobs(open().refresh, (day) => named.push(day));
  expect(jobs.map(({ id }) => id)).toEqual([other.id]);
  expect(named).toEqual([friday]);
});
