import { beforeEach, describe, expect, it } from "vitest";
import { at, createTestApp, crewOne, freshKey, goodBooking, owner, textAt } from "../test/harness/test-app.ts";

type TestApp = Awaited<ReturnType<typeof createTestApp>>;
let app: TestApp;

interface Entry {
  at: string;
  what: string;
  by: { kind: string; name: string };
  job?: { id: string; customer: string | null };
  subject?: string;
  fields?: string[];
}
interface Page {
  items: Entry[];
  next_cursor: string | null;
  people: string[];
  dropped: number;
}

const luis = { role: "dispatcher", name: "Luis", crew: null } as const;
const activity = async (query = ""): Promise<Page> => {
  const { status, body } = await app.call("GET", `/api/v1/activity${query}`, { as: owner });
  expect(status).toBe(200);
  return body as Page;
};
const whats = ({ items }: Page) => items.map(({ what, by, job, subject }) => [what, by.name, job?.customer ?? subject]);
const createJob = async (name: string, more: object = {}) => {
  const body = {
    service: "trailer-15",
    customer: { name, phone: "(619) 555-0100", email: "secret@example.com" },
    location: goodBooking.location,
    ...more,
  };
  const created = await app.call("POST", "/api/v1/jobs", { as: luis, body });
  return { id: textAt(created.body, "id"), token: textAt(created.body, "tracking_token") };
};
const window = { start: "08:00", end: "12:00" };

beforeEach(async () => {
  app = await createTestApp();
});

describe("the activity list", () => {
  it("records a new password without a change of the person", async () => {
    const secret = "four words in a row";
    const { body } = await app.call("POST", "/api/v1/users", {
      as: owner,
      body: { name: "Luis", login: "luis", role: "dispatcher", password: secret },
    });
    const path = `/api/v1/users/${textAt(body, "id")}`;
    expect((await app.call("PATCH", path, { as: owner, body: { password: `${secret} now` } })).status).toBe(200);
    const names = (await activity()).items.map(({ what }) => what);
    expect(names).toContain("password_changed");
    expect(names).not.toContain("person_changed");
  });

  it("lists events about jobs, people, crews and settings, newest first", async () => {
    const { id } = await createJob("Mark", { day: "2026-11-24", crew: "crew-1" });
    app.clock.advance({ minutes: 1 });
    await app.call("POST", `/api/v1/jobs/${id}/visits/v1/state`, { as: crewOne, body: { state: "en_route" } });
    app.clock.advance({ minutes: 1 });
    await app.call("POST", "/api/v1/users", {
      as: owner,
      body: { name: "Luis", login: "luis", role: "dispatcher", password: "four words in a row" },
    });
    app.clock.advance({ minutes: 1 });
    await app.call("POST", "/api/v1/session", {
      body: { login: "luis", password: "four words in a row" },
      headers: { origin: "http://localhost:4102" },
    });
    app.clock.advance({ minutes: 1 });
    await app.call("POST", "/api/v1/crews", { as: owner, body: { id: "north", name: "North" } });
    app.clock.advance({ minutes: 1 });
    const {
      rev,
      crews: _crews,
      ...settings
    } = (await app.call("GET", "/api/v1/settings", { as: owner })).body as {
      rev: number;
      crews: object;
      booking: object;
    };
    await app.call("PUT", "/api/v1/settings", {
      as: owner,
      body: { ...settings, closed_days: ["2026-12-25"], booking: { ...settings.booking, cutoff_hours: 5 } },
      headers: { "if-match": `"${rev}"` },
    });
    const page = await activity();
    expect(whats(page)).toEqual([
      ["settings_changed", "Ana", undefined],
      ["crew_added", "Ana", "North"],
      ["signed_in", "Luis", undefined],
      ["person_added", "Ana", "Luis"],
      ["en_route", "Dana", "Mark"],
      ["booked", "Luis", "Mark"],
    ]);
    expect(page.items[0]?.fields?.toSorted()).toEqual(["booking.cutoff_hours", "closed_days"]);
    expect(page.people).toEqual(["Ana", "Dana", "Luis"]);
    expect(page.next_cursor).toBeNull();
  });

  it("finds a change by its date, even after the job moved to another day", async () => {
    const { id } = await createJob("Mark", { day: "2026-12-01", window });
    app.clock.advance({ days: 3 });
    await app.call("PATCH", `/api/v1/jobs/${id}`, {
      as: luis,
      body: { day: "2027-01-15", window },
      headers: { "if-match": '"1"' },
    });
    const day = (on: string) => activity(`?from=${on}&to=${on}`);
    expect(whats(await day("2026-11-24"))).toEqual([["booked", "Luis", "Mark"]]);
    expect(whats(await day("2026-11-25"))).toEqual([]);
    expect(whats(await day("2026-11-27"))).toEqual([["moved", "Luis", "Mark"]]);
  });

  it("uses the days of the business, not UTC days", async () => {
    // 23:30 in Los Angeles.
    app.clock.advance({ hours: 14, minutes: 30 });
    expect(app.clock.now()).toBe(Date.parse("2026-11-25T07:30:00Z"));
    await createJob("Mark");
    expect(whats(await activity("?from=2026-11-24&to=2026-11-24"))).toHaveLength(1);
    expect(whats(await activity("?from=2026-11-25&to=2026-11-25"))).toHaveLength(0);
  });

  it("filters by person, by customers and by job", async () => {
    const { id } = await createJob("Mark");
    await createJob("Marta");
    await app.call("POST", "/api/v1/bookings", { body: goodBooking, headers: { "idempotency-key": freshKey() } });
    await app.call("PUT", "/api/v1/days/2026-12-01/capacity", { as: owner, body: { windows: [], closed: true } });
    expect(whats(await activity("?by=Ana"))).toEqual([["day_sized", "Ana", "2026-12-01"]]);
    expect(whats(await activity("?by=customers"))).toEqual([["booked", "Mark", "Mark"]]);
    expect(whats(await activity("?q=mart"))).toEqual([["booked", "Luis", "Marta"]]);
    expect(whats(await activity(`?q=${id}`))).toEqual([["booked", "Luis", "Mark"]]);
    expect((await activity("?by=Luis&q=nobody")).items).toEqual([]);
    expect((await activity("?by=Nobody")).people).toEqual(["Ana", "Luis"]);
  });

  it("pages without a lost or repeated entry", async () => {
    for (let index = 0; index < 7; index += 1) await createJob(`Name ${index}`);
    const seen: Entry[] = [];
    let cursor: string | null = "";
    let pages = 0;
    while (cursor !== null) {
      const page: Page = await activity(`?limit=3${cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`}`);
      seen.push(...page.items);
      cursor = page.next_cursor;
      pages += 1;
    }
    expect([pages, seen.length, new Set(seen.map(({ job }) => job?.id)).size]).toEqual([3, 7, 7]);
  });

  it("contains no link, phone, street, email or sample job", async () => {
    const { id, token } = await createJob("Mark");
    await app.call("PATCH", `/api/v1/jobs/${id}`, {
      as: luis,
      body: { customer: { phone: "(619) 555-0111" }, location: { street: "77 Quiet St" } },
      headers: { "if-match": '"1"' },
    });
    await app.call("POST", `/api/v1/jobs/${id}/link`, { as: luis, body: { action: "replace" } });
    app.clock.advance({ minutes: 1 });
    await app.call("POST", "/api/v1/sample-day", { as: owner });
    const { text } = await app.call("GET", "/api/v1/activity", { as: owner });
    expect(text).toContain("link_replaced");
    for (const secret of [token, "555", "Quiet", "secret@"]) expect(text).not.toContain(secret);
    expect(whats(await activity())[0]).toEqual(["sample_day_added", "Ana", undefined]);
    // The stored document has no customer data.
    const kept = await app.objects.get("activity/2026-11-24/00000001");
    const written = kept.outcome === "found" ? new TextDecoder().decode(kept.body) : "";
    expect(written).toContain("2026-11-24");
    for (const secret of ["Mark", id, token, "555", "Quiet"]) expect(written).not.toContain(secret);
  });

  it("leaves out a removed job", async () => {
    const { id } = await createJob("Mark");
    await app.services.jobs.remove(id, { kind: "system", name: "Terminal" });
    expect((await activity()).items).toEqual([]);
  });

  it("refuses a range that is too wide or reversed", async () => {
    const code = async (query: string) =>
      at((await app.call("GET", `/api/v1/activity${query}`, { as: owner })).body, "code");
    expect(await code("?from=2026-11-01&to=2026-12-15")).toBe("range_too_wide");
    expect(await code("?from=2026-11-02&to=2026-11-01")).toBe("invalid");
    expect(await code("?q=a")).toBe("invalid");
    expect(await code("?cursor=%25%25")).toBe("invalid");
  });

  it("reports an event that cannot be recorded, and still makes the change", async () => {
    app.services.activity.append = () => Promise.reject(new Error("out of reach"));
    const created = await app.call("POST", "/api/v1/crews", { as: owner, body: { id: "north", name: "North" } });
    expect(created.status).toBe(201);
    expect(app.faults.map(String)).toEqual(["Error: out of reach"]);
  });
});

describe("the list of people", () => {
  const people = async (as: typeof owner | typeof luis = owner) =>
    at((await app.call("GET", "/api/v1/users", { as })).body, "items") as Record<string, unknown>[];

  it("shows owners the number of devices and the last use", async () => {
    await app.signIn("crew", "crew-1");
    const secret = await app.services.sessions.open(await userOf("user-crew-crew-1"), "Safari on iPhone");
    expect(await people()).toMatchObject([{ devices: 2, last_seen_at: "2026-11-24T17:00:00.000Z" }]);
    app.clock.advance({ hours: 1 });
    await app.services.sessions.find(secret);
    expect(await people()).toMatchObject([{ devices: 2, last_seen_at: "2026-11-24T18:00:00.000Z" }]);
    // After twelve idle hours the other session has ended, but its last use is still known.
    app.clock.advance({ hours: 11, minutes: 30 });
    expect(await people()).toMatchObject([{ devices: 1 }]);
    expect((await people(luis))[0]).not.toHaveProperty("devices");
  });

  it("shows no devices after a sign-out everywhere, and keeps the password", async () => {
    await app.signIn("crew", "crew-1");
    const id = "user-crew-crew-1";
    const { password } = await userOf(id);
    app.clock.advance({ seconds: 1 });
    await app.call("PATCH", `/api/v1/users/${id}`, { as: owner, body: { sign_out: true } });
    expect(await people()).toMatchObject([{ devices: 0 }]);
    expect((await userOf(id)).password).toEqual(password);
    expect(whats(await activity())[0]).toEqual(["signed_out_everywhere", "Ana", "Ana"]);
  });
});

const userOf = async (id: string) => {
  const user = (await app.services.people.read()).users.find((one) => one.id === id);
  if (user === undefined) throw new Error("Person not found");
  return user;
};
