import { describe, expect, it } from "vitest";
import { addDays } from "../../domain/day.ts";
import { MemoryObjectStore } from "../../store/adapters/memory/memory-object-store.ts";
import { FakeClock } from "../../test/harness/fake-clock.ts";
import { overrideStore } from "../../test/harness/override-store.ts";
import { seedDays } from "../../test/harness/seed-days.ts";
import { at, createTestApp, goodBooking, owner, textAt } from "../../test/harness/test-app.ts";

type App = Awaited<ReturnType<typeof createTestApp>>;

const create = async (app: App, name: string, day: string | null, more: object = {}): Promise<string> => {
  const customer = { name, phone: "619-555-0142" };
  const body = { service: "trailer-15", location: goodBooking.location, customer, day: day ?? undefined, ...more };
  return textAt((await app.call("POST", "/api/v1/jobs", { as: owner, body })).body, "id");
};
const search = async (app: App, query: Record<string, string>) => {
  const { body } = await app.call("GET", `/api/v1/jobs?${new URLSearchParams(query)}`, { as: owner });
  const items = at(body, "items");
  return {
    ids: Array.isArray(items) ? items.map((item: unknown) => textAt(item, "id")) : [],
    next: at(body, "next_cursor"),
  };
};
const idsOf = async (app: App, query: Record<string, string>) => (await search(app, query)).ids;

describe("a search without a range", () => {
  it("finds jobs of any day, newest first, and those without a day before all", async () => {
    const app = await createTestApp();
    const past = await create(app, "Maria Ortega", "2026-11-27");
    app.clock.advance({ days: 400 });
    const soon = await create(app, "Maria Ortega", "2028-02-03");
    const later = await create(app, "Maria Ortega", "2029-05-05");
    const unscheduled = await create(app, "Maria Ortega", null);
    await create(app, "Ana Keller", "2028-02-03");
    expect(await idsOf(app, { q: "ortega" })).toEqual([unscheduled, later, soon, past]);
  });

  it("keeps to a range that is given", async () => {
    const app = await createTestApp();
    const past = await create(app, "Maria Ortega", "2028-02-03");
    await create(app, "Maria Ortega", "2026-11-27");
    expect(await idsOf(app, { q: "ortega", from: "2028-02-01", to: "2028-02-29" })).toEqual([past]);
  });

  it("finds what was committed after an earlier search, in another process too", async () => {
    const app = await createTestApp();
    expect(await idsOf(app, { q: "ortega" })).toEqual([]);
    const past = await create(app, "Maria Ortega", "2028-02-03");
    expect(await idsOf(app, { q: "ortega" })).toEqual([past]);
    app.clock.advance({ days: 2 });
    const later = await create(app, "Maria Ortega", "2028-02-04");
    expect(await idsOf(app, { q: "ortega" })).toEqual([later, past]);
    app.clock.advance({ days: 60 });
    const last = await create(app, "Maria Ortega", "2028-02-05");
    expect(await idsOf(app, { q: "ortega" })).toEqual([last, later, past]);
  });

  it("finds a job by what it says now, and not after its removal", async () => {
    const app = await createTestApp();
    const id = await create(app, "Maria Ortega", "2028-02-03");
    expect(await idsOf(app, { q: "ortega" })).toEqual([id]);
    const body = { customer: { name: "Maria Keller", phone: "619-555-0142" } };
    await app.call("PATCH", `/api/v1/jobs/${id}`, { as: owner, headers: { "if-match": '"1"' }, body });
    expect(await idsOf(app, { q: "ortega" })).toEqual([]);
    expect(await idsOf(app, { q: "keller" })).toEqual([id]);
    await app.services.jobs.remove(id, { kind: "system", name: "" });
    expect(await idsOf(app, { q: "keller" })).toEqual([]);
  });

  it("filters by status and crew too", async () => {
    const app = await createTestApp();
    const crewed = await create(app, "Maria Ortega", "2028-02-03", { crew: "crew-1" });
    const open = await create(app, "Maria Ortega", "2028-02-04");
    await app.call("POST", `/api/v1/jobs/${open}/status`, { as: owner, body: { status: "ready_for_pickup" } });
    expect(await idsOf(app, { q: "ortega", crew: "crew-1" })).toEqual([crewed]);
    expect(await idsOf(app, { q: "ortega", crew: "none" })).toEqual([open]);
    expect(await idsOf(app, { q: "ortega", status: "ready_for_pickup" })).toEqual([open]);
  });

  it("gives each job once over its pages", async () => {
    const app = await createTestApp();
    const ids: string[] = [];
    for (let index = 0; index < 45; index += 1)
      ids.unshift(await create(app, "Maria", addDays("2028-02-03", index * 11)));
    const found: string[] = [];
    let cursor: unknown;
    do {
      const page = await search(app, { q: "maria", limit: "7", ...(typeof cursor === "string" ? { cursor } : {}) });
      expect(page.ids.length).toBeLessThanOrEqual(7);
      found.push(...page.ids);
      cursor = page.next;
    } while (cursor !== null);
    expect(found).toEqual(ids);
  });
});

describe("the reads of a new process", () => {
  const history = 40;
  /** An app on a store with 125 jobs on each of 40 days, and the days that it reads. */
  const openOnHistory = async () => {
    const clock = new FakeClock("2026-11-27T12:00:00Z");
    const store = new MemoryObjectStore(() => clock.now());
    await seedDays(store, "2026-11-27", history);
    const read = new Set<string>();
    const get: MemoryObjectStore["get"] = (key, ...rest) => {
      const day = /^days\/(\d{4}-\d{2}-\d{2})\//.exec(key)?.[1];
      if (day !== undefined) read.add(day);
      return store.get(key, ...rest);
    };
    return { app: await createTestApp({ clock, objects: overrideStore(store, { get }) }), read };
  };

  it("are few for a search whose newest matches fill a page", async () => {
    const { app, read } = await openOnHistory();
    expect(await idsOf(app, { q: "soderblom" })).toHaveLength(50);
    expect(read.size).toBeLessThanOrEqual(16);
  });

  it("are every day for a search that finds nothing, once", async () => {
    const { app, read } = await openOnHistory();
    expect(await idsOf(app, { q: "zzzz" })).toEqual([]);
    expect(read.size).toBe(history);
    read.clear();
    expect(await idsOf(app, { q: "zzzz" })).toEqual([]);
    expect(read.size).toBeLessThanOrEqual(8);
  });
});
