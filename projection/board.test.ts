import { describe, expect, it } from "vitest";
import type { DayCapacity } from "../domain/capacity.ts";
import type { Card } from "../domain/card.ts";
import { coastline } from "../domain/full-job.fixture.ts";
import { boardOf, crewBoardOf, openStops, type ShownCard } from "./board.ts";

const today = "2026-11-27";
const settings = coastline();
const morning = { start: "08:00", end: "12:00" };
const afternoon = { start: "12:00", end: "16:00" };
const capacity: DayCapacity = {
  day: today,
  windows: [
    { ...morning, capacity: 3, taken: 2 },
    { ...afternoon, capacity: 3, taken: 0 },
  ],
  resources: [{ id: "trailer-15", stock: 4, out: 1 }],
  closed: false,
};
const card = (job: string, change: Partial<Card> = {}): Card => ({
  rev: 1,
  job,
  visit: "v1",
  kind: "service",
  day: today,
  window: morning,
  crew: "dana",
  state: "scheduled",
  status: "booked",
  stage: "scheduled",
  since: "2026-11-20T10:00:00.000Z",
  service: "Junk removal",
  customer: `Customer ${job}`,
  street: "1 Elm St",
  city: "San Diego",
  total_cents: 24_900,
  ...change,
});
const board = (cards: Card[], waiting: Card[] = [], more: Partial<Parameters<typeof boardOf>[0]> = {}) =>
  boardOf({ day: today, capacity, cards, waiting, today, ...more }, settings);
const jobs = (cards: ShownCard[] | undefined) => cards?.map(({ job }) => job);

describe("the board of the office", () => {
  const unassigned = card("b", { crew: null, window: afternoon });
  const done = card("a", { state: "done", status: "completed" });
  const next = card("c");
  const late = card("late", { day: "2026-11-20", crew: "luis" });
  const ready = card("ready", { status: "ready_for_pickup" });
  const open = card("open", { day: null, window: null, crew: null });

  it("has windows, the lane of unassigned visits, a lane for each active crew, trays and counts", () => {
    expect(board([unassigned, next, done], [open, ready, late])).toEqual({
      day: today,
      closed: false,
      windows: [
        { ...morning, capacity: 3, taken: 2 },
        { ...afternoon, capacity: 3, taken: 0 },
      ],
      lanes: [
        { crew: null, visits: [unassigned] },
        { crew: { id: "dana", name: "Dana Whitfield" }, visits: [done, next] },
        { crew: { id: "luis", name: "Luis Ortega" }, visits: [] },
      ],
      trays: { unscheduled: [open], ready: [ready], late: [late], requests: [], out: [], attention: [] },
      conflicts: 0,
      counts: {
        visits: 3,
        done: 1,
        unassigned: 1,
        unscheduled: 1,
        ready: 1,
        late: 1,
        requests: 0,
        out: 0,
        attention: 0,
      },
    });
  });

  it("has quote requests, then equipment that is out with the longest stay first, beside what needs attention", () => {
    const stay = { type: "trailer-15", unit: "T15-02", until: today, allowed_days: 7, last_day: today };
    const pickup = { kind: "pickup", day: null, window: null, crew: null } as const;
    const newer = card("newer", { ...pickup, rental: { ...stay, from: "2026-11-20" } });
    const longest = card("longest", { ...pickup, rental: { ...stay, from: "2026-11-10" }, why: "overage" });
    const asked = card("asked", { day: null, window: null, status: "requested" });
    const planned = card("planned", { ...pickup, day: "2026-11-30", rental: { ...stay, from: "2026-11-20" } });
    const over = card("over", { status: "completed", day: "2026-11-20", why: "overage" });
    const { trays, counts } = board([], [newer, longest, asked, planned, over]);
    expect(Object.entries(trays).map(([name, cards]) => [name, jobs(cards)])).toEqual([
      ["late", []],
      ["ready", []],
      ["requests", ["asked"]],
      ["out", ["longest", "newer"]],
      ["unscheduled", []],
      ["attention", ["longest", "over"]],
    ]);
    expect(counts).toMatchObject({ requests: 1, out: 2, attention: 2 });
  });

  it("36: orders a lane as the office put its visits", () => {
    const lane = board([card("a"), card("b"), card("c", { position: 479 })]).lanes[1];
    expect(jobs(lane?.visits)).toEqual(["c", "a", "b"]);
  });

  it("does not count a done visit as unassigned", () => {
    const { counts } = board([card("x", { crew: null, state: "done" })]);
    expect(counts).toMatchObject({ visits: 1, done: 1, unassigned: 0 });
  });

  it("has a lane for a removed or inactive crew only while it has visits", () => {
    const { lanes } = board([card("gone", { crew: "gone" }), card("old", { crew: "crew-3" })]);
    expect(lanes.map(({ crew, visits }) => [crew?.name ?? null, jobs(visits)])).toEqual([
      [null, ["gone"]],
      ["Dana Whitfield", []],
      ["Luis Ortega", []],
      ["Crew 3", ["old"]],
    ]);
  });

  it("puts each waiting job into one tray: late, then ready, then unscheduled", () => {
    const both = card("both", { day: "2026-11-26", status: "ready_for_pickup" });
    const undated = card("undated", { day: null, status: "ready_for_pickup" });
    const { trays, counts } = board([], [both, undated, open, card("today")]);
    expect([jobs(trays.late), jobs(trays.ready), jobs(trays.unscheduled)]).toEqual([["both"], ["undated"], ["open"]]);
    expect(counts).toMatchObject({ late: 1, ready: 1, unscheduled: 1 });
  });

  it("sorts visits by window and id, late ones by day, and others by how long they wait", () => {
    const any = card("any", { window: null });
    const { lanes } = board([any, card("z", { window: afternoon }), card("y"), card("x")]);
    expect(jobs(lanes[1]?.visits)).toEqual(["x", "y", "z", "any"]);
    const early = { day: "2026-11-19", window: afternoon };
    const waits = (job: string, since: string) => card(job, { day: null, since });
    const { trays } = board(
      [],
      [late, card("later", early), waits("new", "2026-11-22T00:00:00.000Z"), waits("old", "2026-11-21T00:00:00.000Z")],
    );
    expect([jobs(trays.late), jobs(trays.unscheduled)]).toEqual([
      ["later", "late"],
      ["old", "new"],
    ]);
    const { trays: readies } = board(
      [],
      [
        card("r2", { status: "ready_for_pickup", since: "2026-11-22T00:00:00.000Z" }),
        card("r1", { status: "ready_for_pickup", since: "2026-11-21T00:00:00.000Z" }),
      ],
    );
    expect(jobs(readies.ready)).toEqual(["r1", "r2"]);
  });

  it("shows and marks sample visits, and counts none", () => {
    const sample = card("s", { sample: true, window: { start: "18:00", end: "20:00" } });
    const shown = board([sample, next], [card("s2", { sample: true, day: null })]);
    expect(shown.sample).toBe(true);
    expect(shown.counts).toMatchObject({ visits: 1, done: 0, unassigned: 0, unscheduled: 0, ready: 0, late: 0 });
    expect(shown.windows).toHaveLength(2);
    expect(board([], [card("s3", { sample: true })]).sample).toBe(true);
    expect(board([next])).not.toHaveProperty("sample");
  });

  it("has former windows after the present ones, without capacity", () => {
    const former = card("f", { window: { start: "05:00", end: "07:00" } });
    expect(board([former, next]).windows.slice(2)).toEqual([
      { start: "05:00", end: "07:00", capacity: 0, taken: 1, former: true },
    ]);
  });

  it("advises on a store that cannot save, then on a crowded day; else has no advice", () => {
    expect(board([])).not.toHaveProperty("advice");
    expect(board([], [], { crowded: 1_200 }).advice).toEqual([{ code: "crowded_day", jobs: 1_200 }]);
    expect(board([], [], { crowded: 1_200, unsaved: "disk_full" }).advice).toEqual([
      { code: "disk_full" },
      { code: "crowded_day", jobs: 1_200 },
    ]);
  });
});

describe("the board of a crew", () => {
  const own = card("own", { state: "done" });
  const other = card("other", { crew: "luis" });
  const lateOwn = card("late-own", { day: "2026-11-26" });
  const lateOther = card("late-other", { day: "2026-11-26", crew: "luis" });
  const whole = board(
    [own, other, card("unassigned", { crew: null })],
    [lateOwn, lateOther, card("open", { day: null })],
    {
      crowded: 1_200,
      unsaved: "disk_full",
    },
  );

  it("has its own lane and late visits, without prices, windows or other trays", () => {
    expect(crewBoardOf(whole, "dana", { prices: false })).toEqual({
      day: today,
      closed: false,
      windows: [],
      lanes: [{ crew: { id: "dana", name: "Dana Whitfield" }, visits: [{ ...own, total_cents: null }] }],
      trays: {
        unscheduled: [],
        ready: [],
        late: [{ ...lateOwn, total_cents: null }],
        requests: [],
        out: [],
        attention: [],
      },
      conflicts: 0,
      counts: {
        visits: 1,
        done: 1,
        unassigned: 0,
        unscheduled: 0,
        ready: 0,
        late: 1,
        requests: 0,
        out: 0,
        attention: 0,
      },
    });
  });

  it("has prices if the owner lets crews see them", () => {
    const { lanes, trays } = crewBoardOf(whole, "dana", { prices: true });
    expect([lanes[0]?.visits[0]?.total_cents, trays.late[0]?.total_cents]).toEqual([24_900, 24_900]);
  });

  it("is marked as sample only for its own visits", () => {
    const sample = board([card("s", { sample: true, crew: "luis" }), own]);
    expect(crewBoardOf(sample, "dana", { prices: false })).not.toHaveProperty("sample");
    expect(crewBoardOf(sample, "luis", { prices: false }).sample).toBe(true);
  });
});

it("counts the visits that are not done, without sample visits", () => {
  expect(openStops([])).toBe(0);
  expect(openStops([card("a"), card("b", { state: "en_route" }), card("c", { state: "attempted" })])).toBe(3);
  expect(openStops([card("a", { state: "done" }), card("b", { sample: true }), card("c")])).toBe(1);
});
