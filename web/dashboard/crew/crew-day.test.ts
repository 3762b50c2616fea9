import { nothingReported } from "../job/visit.sample.ts";
import { describe, expect, it } from "vitest";
import { problems } from "../../../http/problem.ts";
import { settled, steppedBrowser } from "../../shared/stepped-browser.ts";
import type { Board, Card, Job, Me } from "../../../http/api-client.ts";
import { createCrewDay } from "./crew-day.ts";
import type { CrewApi } from "./crew-api.ts";
import { customerNamed } from "../job/customer.sample.ts";

const cardOf = (job: string, change: Partial<Card> = {}): Card => ({
  rev: 1,
  job,
  visit: "v1",
  kind: "pickup",
  day: "2026-11-27",
  window: { start: "08:00", end: "12:00" },
  crew: "crew-1",
  state: "scheduled",
  status: "booked",
  stage: "scheduled",
  since: "2026-11-20T16:40:00.000Z",
  service: "15-yard dump trailer",
  customer: job,
  street: "Soderblom Ave",
  city: "San Diego",
  total_cents: null,
  ...change,
});
const boardOf = (visits: Card[], late: Card[] = []): Board => ({
  day: "2026-11-27",
  today: "2026-11-27",
  business: { time_zone: "America/Los_Angeles", locale: "en-US", currency: "USD" },
  closed: false,
  windows: [],
  lanes: [{ crew: { id: "crew-1", name: "Dana" }, visits }],
  trays: { unscheduled: [], ready: [], late, requests: [], out: [], attention: [] },
  conflicts: 0,
  counts: {
    visits: visits.length,
    done: 0,
    unassigned: 0,
    unscheduled: 0,
    ready: 0,
    late: late.length,
    requests: 0,
    out: 0,
    attention: 0,
  },
});
const jobOf = ({ job, rev, visit, kind, day, window, crew, state }: Card): Job => ({
  id: job,
  rev,
  status: "booked",
  stage: "scheduled",
  service: { id: "trailer-15", name: "15-yard dump trailer" },
  customer: customerNamed(job),
  location: { street: "Soderblom Ave", city: "San Diego", postal_code: "92122" },
  items: [],
  visits: [{ ...nothingReported, id: visit, kind, day, window, crew, state }],
  crew,
  notes: null,
  link: "live",
  source: "dispatch",
  created_at: "2026-11-20T16:40:00.000Z",
  updated_at: "2026-11-27T16:40:00.000Z",
});

const dana: Me = { id: "u1", name: "Dana", login: "dana", role: "crew", crew: "crew-1" };

const start = async (board: Board, browser = steppedBrowser(Date.parse("2026-11-27T16:00:00Z"))) => {
  const server = {
    board,
    down: false,
    refuse: null as "not_found" | "sign_in_required" | null,
    posts: 0,
    asked: 0,
    jobs: 0,
    jobRev: null as number | null,
  };
  const cards = () => [...server.board.lanes.flatMap(({ visits }) => visits), ...server.board.trays.late];
  const silent = { ok: false, problem: null } as const;
  const no = (code: "not_found" | "sign_in_required") =>
    ({ ok: false, problem: { type: "", ...problems[code], code, detail: "", request_id: "" } }) as const;
  const calls: Omit<CrewApi, "weighVisit" | "setPrice" | "setArrival"> = {
    getBoard: async ({ etag }) => {
      server.asked += 1;
      if (server.down) return silent;
      if (server.refuse === "sign_in_required") return no(server.refuse);
      const now = JSON.stringify(server.board);
      return { ok: true, replayed: false, value: etag === now ? "unchanged" : server.board, etag: now };
    },
    getJob: async ({ id }: { id: string }) => {
      const card = cards().find(({ job }) => job === id);
      server.jobs += 1;
      if (server.down) return silent;
      return card === undefined
        ? no("not_found")
        : { ok: true, replayed: false, value: jobOf({ ...card, rev: server.jobRev ?? card.rev }) };
    },
    setVisitState: async ({ id, body: { state } }) => {
      if (server.down) return silent;
      if (server.refuse !== null) return no(server.refuse);
      server.posts += 1;
      const card = cards().find(({ job }) => job === id) ?? cardOf(id);
      return { ok: true, replayed: false, value: jobOf({ ...card, rev: card.rev + 1, state }) };
    },
  };
  const unused = () => Promise.resolve(silent);
  const api: CrewApi = { ...calls, weighVisit: unused, setPrice: unused, setArrival: unused };
  const open = (me = dana) => createCrewDay({ api, me, browser, storage: browser, changed: () => {} });
  const day = open();
  await day.refresh();
  const focus = () => {
    const found = day.state().focus;
    if (found === null) throw new Error("Nothing is in focus");
    return found;
  };
  return { day, open, server, browser, focus };
};

describe("a crew's day", () => {
  it("puts what is under way first, else what is overdue, else the next by its window", async () => {
    const { day, server, focus } = await start(boardOf([cardOf("mark"), cardOf("okafor")], [cardOf("hale")]));
    expect(focus().card.job).toBe("hale");
    expect(day.state().visits.map(({ card, overdue }) => [card.job, overdue])).toEqual([
      ["hale", true],
      ["mark", false],
      ["okafor", false],
    ]);
    server.board = boardOf([cardOf("mark"), cardOf("okafor", { state: "on_site" })], [cardOf("hale")]);
    await day.refresh();
    expect(focus().card.job).toBe("okafor");
  });

  it("undoes a tap on the way: on the phone if it was not sent, else on the server", async () => {
    const { day, server, focus } = await start(boardOf([cardOf("mark")]));
    day.tap(focus(), "en_route", { arrives_in_minutes: 20 });
    day.undoEnRoute(focus());
    await settled();
    expect([server.posts, focus().state]).toEqual([0, "scheduled"]);
    day.tap(focus(), "en_route");
    await settled();
    day.undoEnRoute(focus());
    await settled();
    expect([server.posts, focus().state]).toEqual([2, "scheduled"]);
  });

  it("shows a tap immediately as pending, and its answer before the board has it", async () => {
    const { day, server, focus } = await start(boardOf([cardOf("mark"), cardOf("okafor")]));
    server.down = true;
    day.tap(focus(), "en_route");
    expect(focus()).toMatchObject({ state: "en_route", pending: false });
    await settled();
    expect(focus()).toMatchObject({ state: "en_route", pending: true });
    expect(day.state()).toMatchObject({ connection: "offline", waiting: [{ state: "en_route" }] });
    day.tap(focus(), "on_site");
    day.tap(focus(), "done");
    expect(focus().card.job).toBe("okafor");
    server.down = false;
    await day.refresh();
    expect(server.posts).toBe(3);
    expect(day.state()).toMatchObject({ connection: "ok", waiting: [] });
    expect(day.state().visits[0]).toMatchObject({ state: "done", pending: false });
  });

  it("keeps the newest job that it received, also where an older answer comes later", async () => {
    const { day, server, focus } = await start(boardOf([cardOf("mark")]));
    expect(day.state().jobs.get("mark")).toMatchObject({ rev: 1, visits: [{ state: "scheduled" }] });
    // The office answers the tap with revision 3, and a look that began before with revision 2.
    server.board = boardOf([cardOf("mark", { rev: 2 })]);
    day.tap(focus(), "en_route");
    await settled();
    expect(day.state().jobs.get("mark")).toMatchObject({ rev: 3, visits: [{ state: "en_route" }] });
    server.board = boardOf([cardOf("mark", { rev: 4, state: "en_route" })]);
    server.jobRev = 2;
    await day.refresh();
    expect(day.state().jobs.get("mark")).toMatchObject({ rev: 3, visits: [{ state: "en_route" }] });
  });

  it("asks for a job once for each change of it", async () => {
    const { day, server } = await start(boardOf([cardOf("mark"), cardOf("okafor")]));
    expect(server.jobs).toBe(2);
    await day.refresh();
    expect(server.jobs).toBe(2);
    server.board = boardOf([cardOf("mark", { rev: 2 }), cardOf("okafor")]);
    await day.refresh();
    expect(server.jobs).toBe(3);
  });

  it("asks for its day also where a tap cannot be sent, as long as it has none", async () => {
    const { day, open, server, browser, focus } = await start(boardOf([cardOf("mark")]));
    server.down = true;
    day.tap(focus(), "en_route");
    await settled();
    const asked = server.asked;
    // With a day on the screen the tap comes first.
    await day.refresh();
    expect(server.asked).toBe(asked);
    browser.write("crew-day", null);
    await open().refresh();
    expect(server.asked).toBe(asked + 1);
  });

  it("says whose visit went to another crew", async () => {
    const { day, server } = await start(boardOf([cardOf("mark"), cardOf("okafor")]));
    server.board = boardOf([cardOf("okafor")]);
    await day.refresh();
    expect(day.state()).toMatchObject({ gone: "mark", focus: { card: { job: "okafor" } } });
    day.dismissGone();
    expect(day.state().gone).toBeNull();
  });

  it("shows one notice for a refused tap, and sends no further step of that visit", async () => {
    const { day, server, focus } = await start(boardOf([cardOf("mark")]));
    server.down = true;
    day.tap(focus(), "en_route");
    await settled();
    server.down = false;
    server.refuse = "not_found";
    server.board = boardOf([]);
    await day.refresh();
    expect(day.state()).toMatchObject({
      gone: null,
      focus: null,
      waiting: [],
      refused: [{ problem: { code: "not_found" } }],
    });
  });

  it("stops asking once this phone is signed out, and keeps what was not sent", async () => {
    const { day, server, browser, focus } = await start(boardOf([cardOf("mark")]));
    server.refuse = "sign_in_required";
    day.tap(focus(), "en_route");
    await settled();
    expect(day.state()).toMatchObject({ connection: "signed_out", waiting: [{ state: "en_route" }] });
    expect(browser.timers()).toEqual([]);
  });

  it("refreshes every three seconds, and stops while it is paused", async () => {
    const { day, server, browser } = await start(boardOf([]));
    await browser.step(15_000);
    expect(server.asked).toBe(6);
    day.pause();
    await browser.step(60_000);
    expect(server.asked).toBe(6);
  });
});

describe("a phone that is opened again without a connection", () => {
  it("has the day as it was last told, with what was tapped since", async () => {
    const { day, open, server, browser } = await start(boardOf([cardOf("mark"), cardOf("okafor")]));
    server.down = true;
    day.pause();
    await browser.step(3_600_000);
    const again = open();
    await again.refresh();
    expect(again.state()).toMatchObject({ connection: "offline", checkedAt: Date.parse("2026-11-27T16:00:00Z") });
    expect(again.state().jobs.get("mark")?.location.street).toBe("Soderblom Ave");
    const { focus } = again.state();
    if (focus === null) throw new Error("Nothing is in focus");
    again.tap(focus, "en_route");
    expect(open().state()).toMatchObject({ waiting: [{ job: "mark" }], focus: { state: "en_route" } });
    server.down = false;
    const third = open();
    await third.refresh();
    expect(third.state()).toMatchObject({ connection: "ok", waiting: [] });
  });

  it("shows no stored day of another person, of yesterday, or after a sign-out", async () => {
    const { day, open, server, browser } = await start(boardOf([cardOf("mark")]));
    expect(open({ ...dana, id: "u2" }).state().board).toBeNull();
    expect(open().state().board).not.toBeNull();
    server.refuse = "sign_in_required";
    await day.refresh();
    expect(open().state().board).toBeNull();
    server.refuse = null;
    const again = open();
    await again.refresh();
    again.pause();
    expect(open().state().board).not.toBeNull();
    await browser.step(24 * 3_600_000);
    expect(open().state().board).toBeNull();
  });
});
