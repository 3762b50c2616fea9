import { beforeEach, describe, expect, it } from "vitest";
import { at, createTestApp, freshKey, goodBooking, owner, textAt, type TestApp } from "../test/harness/test-app.ts";

let app: TestApp;
let authorization: string;

beforeEach(async () => {
  app = await createTestApp();
  const made = await app.call("POST", "/api/v1/api-tokens", {
    as: owner,
    body: { name: "Books", scopes: ["events:read"] },
  });
  authorization = `Bearer ${textAt(made.body, "secret")}`;
});

interface Page {
  items: { id: string; type: string; at: string; job: string; rev: number }[];
  next_cursor: string | null;
}

const events = async (query = ""): Promise<Page> => {
  const answer = await app.call("GET", `/api/v1/events${query}`, { headers: { authorization } });
  expect(answer.status).toBe(200);
  return answer.body as Page;
};
const book = async (): Promise<string> => {
  const booked = await app.call("POST", "/api/v1/bookings", {
    body: goodBooking,
    headers: { "idempotency-key": freshKey() },
  });
  return textAt(booked.body, "job", "id");
};
const cancel = (id: string) =>
  app.call("POST", `/api/v1/jobs/${id}/status`, { as: owner, body: { status: "cancelled", reason: "Rain" } });
const told = ({ items }: Page) => items.map(({ type, rev }) => [type, rev]);

describe("the list of events", () => {
  it("has every change of jobs, oldest first", async () => {
    const id = await book();
    app.clock.advance({ minutes: 5 });
    await cancel(id);
    const page = await events();
    expect(told(page)).toEqual([
      ["job.created", 1],
      ["job.updated", 2],
      ["job.status_changed", 2],
      ["job.cancelled", 2],
    ]);
    expect(page.items[0]).toEqual({
      id: expect.stringMatching(new RegExp(`^evt_[0-9a-z]{8}_${id}_1_job-created$`)) as string,
      type: "job.created",
      at: "2026-11-24T17:00:00.000Z",
      job: id,
      rev: 1,
    });
  });

  it("goes on after an event, and after an instant", async () => {
    const id = await book();
    app.clock.advance({ minutes: 5 });
    await cancel(id);
    const { items } = await events();
    expect(told(await events(`?after=${items[1]?.id ?? ""}`))).toEqual([
      ["job.status_changed", 2],
      ["job.cancelled", 2],
    ]);
    expect(told(await events("?after=2026-11-24T17:00:00.001Z"))).toHaveLength(3);
    expect(told(await events("?after=2026-11-24T17:05:00Z"))).toHaveLength(3);
    expect(told(await events("?after=2027-01-01T00:00:00Z"))).toEqual([]);
  });

  it("pages over days without a lost or repeated event", async () => {
    const whole: string[] = [];
    for (let day = 0; day < 4; day += 1) {
      await cancel(await book());
      app.clock.advance({ hours: 20 });
    }
    let after: string | null = "";
    while (after !== null) {
      const page: Page = await events(`?limit=3${after === "" ? "" : `&after=${after}`}`);
      whole.push(...page.items.map(({ id }) => id));
      after = page.next_cursor;
    }
    expect([whole.length, new Set(whole).size]).toEqual([16, 16]);
    expect((await events()).items.map(({ id }) => id)).toEqual(whole);
  });

  it("keeps 93 days", async () => {
    await book();
    app.clock.advance({ hours: 93 * 24 });
    expect(told(await events())).toEqual([["job.created", 1]]);
    app.clock.advance({ hours: 24 });
    expect(told(await events())).toEqual([]);
  });

  it("leaves out sample jobs", async () => {
    await app.call("POST", "/api/v1/sample-day", { as: owner });
    expect(told(await events())).toEqual([]);
  });

  it("refuses any other text", async () => {
    for (const after of ["yesterday", "evt_1_2_3", "evt_mio1vdx0_261127-7K3Q_3_job-eaten", "20261124"]) {
      const answer = await app.call("GET", `/api/v1/events?after=${after}`, { as: owner });
      expect([after, at(answer.body, "errors")]).toMatchObject([after, [{ field: "/after" }]]);
    }
  });
});
