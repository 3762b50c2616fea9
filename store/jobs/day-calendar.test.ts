import { expect, test } from "vitest";
import { addDays } from "../../domain/day.ts";
import { friday, saturday } from "../conformance/fixture.ts";
import { UnreadableDocument } from "../job-store.ts";
import { MemoryObjectStore } from "../adapters/memory/memory-object-store.ts";
import { ObservedObjectStore } from "../adapters/wrap/observed-object-store.ts";
import { DayCalendar } from "./day-calendar.ts";

const december = Array.from({ length: 31 }, (_, index) => addDays("2026-12-01", index));

const openWorld = () => {
  const memory = new MemoryObjectStore(() => 0);
  const calls: string[] = [];
  const store = new ObservedObjectStore(memory, ({ verb, key }) => void calls.push(`${verb} ${key}`));
  return { memory, calls, open: () => new DayCalendar(store) };
};

test("a whole month is listed with a few writes of its calendar", async () => {
  const { calls, open } = openWorld();
  const calendar = open();
  await Promise.all(december.map((day) => calendar.register(day)));
  expect(calls.filter((call) => call === "put calendar/2026-12").length).toBeLessThan(5);
  const other = open();
  expect(await Promise.all(december.map((day) => other.isListed(day)))).not.toContain(false);
});

test("several processes list all days of a month simultaneously", async () => {
  const { open } = openWorld();
  const processes = Array.from({ length: 8 }, open);
  await Promise.all(december.map(async (day, index) => processes[index % 8]?.register(day)));
  expect(await Promise.all(december.map((day) => open().isListed(day)))).not.toContain(false);
});

test("a day that is known to be listed costs nothing, and another day one read", async () => {
  const { calls, open } = openWorld();
  const calendar = open();
  await calendar.register(friday);
  calls.length = 0;
  await calendar.register(friday);
  expect(await calendar.isListed(friday)).toBe(true);
  expect(calls).toEqual([]);
  expect(await calendar.isListed(saturday)).toBe(false);
  expect(calls).toEqual(["get calendar/2026-11"]);
});

test("a day that was used is not listed again by a new calendar, and other days are", async () => {
  const { memory, open } = openWorld();
  await memory.put(`snapshots/${friday}/00000064-abc/0000`, new Uint8Array(), "absent");
  const calendar = open();
  const [used, other] = await Promise.allSettled([calendar.register(friday), calendar.register(saturday)]);
  expect(used).toMatchObject({ reason: expect.any(UnreadableDocument) });
  expect(other.status).toBe("fulfilled");
  expect([await open().isListed(friday), await open().isListed(saturday)]).toEqual([false, true]);
});
