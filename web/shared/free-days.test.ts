import { expect, it } from "vitest";
import type { PublicClient } from "../../http/client.ts";
import { isFree, moreDays, noDaysYet, windowOf, windowValue } from "./free-days.ts";

const at = (start: string, end: string, left: number) => ({ start, end, left });
const asked: unknown[] = [];
const answering = (days: { day: string; windows: ReturnType<typeof at>[] }[]): PublicClient =>
  ({
    getAvailability: (query: unknown) => {
      asked.push(query);
      return Promise.resolve({ ok: true, value: { days }, replayed: false });
    },
  }) as unknown as PublicClient;

it("loads two weeks at a time up to the last bookable day, without closed days and a full today", async () => {
  const client = answering([
    { day: "2026-11-24", windows: [at("08:00", "12:00", 0)] },
    { day: "2026-11-25", windows: [at("08:00", "12:00", 0)] },
    { day: "2026-11-26", windows: [] },
    { day: "2026-11-27", windows: [at("08:00", "12:00", 2)] },
  ]);
  const first = await moreDays(client, noDaysYet("trailer", "2026-11-24", 20), "2026-11-24");
  expect(first.days.map(({ day }) => day)).toEqual(["2026-11-25", "2026-11-27"]);
  const second = await moreDays(answering([]), first, "2026-11-24");
  expect(asked).toEqual([
    { service: "trailer", from: "2026-11-24", to: "2026-12-07" },
    { service: "trailer", from: "2026-12-08", to: "2026-12-14" },
  ]);
  expect(second.next > second.last).toBe(true);
  expect(second.days).toEqual(first.days);
  expect(isFree(first, "2026-11-27", "08:00-12:00")).toBe(true);
  expect(isFree(first, "2026-11-25", "08:00-12:00")).toBe(false);
});

it("loads at most 30 days in one call, for the days that a rental stays", async () => {
  asked.length = 0;
  const rental = noDaysYet("trailer", "2026-11-24", 60, null, 10);
  await moreDays(answering([]), rental, "2026-11-24", "2027-01-02");
  expect(asked).toEqual([{ service: "trailer", from: "2026-11-24", to: "2026-12-23", days: "10" }]);
});

it("keeps the loaded days if the next call fails", async () => {
  const silent = { getAvailability: () => Promise.resolve({ ok: false, problem: null }) } as unknown as PublicClient;
  const free = noDaysYet("trailer", "2026-11-24", 20);
  expect(await moreDays(silent, free, "2026-11-24")).toEqual({ ...free, state: "failed" });
});

it("writes a window as the value of a control and back", () => {
  expect(windowOf(windowValue({ start: "08:00", end: "12:00" }))).toEqual({ start: "08:00", end: "12:00" });
  expect(windowOf("")).toBeNull();
});
