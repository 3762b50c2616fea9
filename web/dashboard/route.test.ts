import { describe, expect, it } from "vitest";
import { baseOf, noFilter, printRoute, readRoute, type Route } from "./route.ts";

const board: Route = {
  place: "board",
  day: null,
  job: null,
  customer: null,
  conversation: null,
  creating: false,
  section: null,
  filter: noFilter,
};
const jobs: Route = { ...board, place: "jobs" };
const filtered = (filter: Partial<Route["filter"]>) => ({ filter: { ...noFilter, ...filter } });
const read = (url: string, base = "") => {
  return readRoute(new URL(url, "http://localhost"), base);
};

describe("an address", () => {
  it.each<[string, Route]>([
    ["/board", board],
    [
      "/board?day=2026-11-27&job=261127-7K3Q&status=late&crew=crew-1",
      { ...board, day: "2026-11-27", job: "261127-7K3Q", ...filtered({ status: "late", crew: "crew-1" }) },
    ],
    ["/board?new", { ...board, creating: true }],
    ["/jobs?q=4th%20%26%20Elm&from=2026-11-01", { ...jobs, ...filtered({ q: "4th & Elm", from: "2026-11-01" }) }],
    ["/jobs/261127-7K3Q?status=booked", { ...jobs, job: "261127-7K3Q", ...filtered({ status: "booked" }) }],
    ["/inbox?q=mark&box=mine", { ...board, place: "inbox", ...filtered({ q: "mark", box: "mine" }) }],
    ["/inbox/0f3a9c2e", { ...board, place: "inbox", conversation: "0f3a9c2e" }],
    ["/outbox", { ...board, place: "outbox" }],
    ["/people", { ...board, place: "people" }],
    [
      "/activity?q=mark&by=Ana&from=2026-11-01",
      { ...board, place: "activity", ...filtered({ q: "mark", by: "Ana", from: "2026-11-01" }) },
    ],
    ["/settings", { ...board, place: "settings" }],
    ["/settings#crews", { ...board, place: "settings", section: "crews" }],
    ["/integrations#webhooks", { ...board, place: "integrations", section: "webhooks" }],
    ["/account", { ...board, place: "account" }],
  ])("%s is read and printed, on its own origin and in the folder of staging", (url, route) => {
    expect(read(url)).toEqual(route);
    expect(printRoute(route, "")).toBe(url);
    expect(read(`/dashboard${url}`, "/dashboard")).toEqual(route);
    expect(printRoute(route, "/dashboard")).toBe(`/dashboard${url}`);
  });

  it("without a page opens the board, and of an unknown page opens nowhere", () => {
    for (const path of ["/", "/dashboard", "/dashboard/", "/crew"])
      expect(read(path, baseOf(path)).place).toBe("board");
    for (const path of ["/nonsense", "/people/1", "/jobs/1/2"]) expect(read(path).place).toBe("nowhere");
    expect(baseOf("/dashboards")).toBe("");
  });

  it("ignores an invalid day and what its page does not use", () => {
    expect(read("/board?day=tomorrow").day).toBeNull();
    expect(printRoute({ ...read("/jobs?from=2026-11-01"), place: "board" }, "")).toBe("/board");
    expect(printRoute({ ...board, place: "people", job: "261127-7K3Q" }, "")).toBe("/people");
  });
});
