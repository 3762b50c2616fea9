import { expect, it } from "vitest";
import type { HistoryEntry } from "../domain/job.ts";
import { threadOf } from "./tracked-thread.ts";

const entry = (number: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
  id: `m${number}`,
  at: new Date(Date.UTC(2026, 10, 24, 16, number)).toISOString(),
  by: { kind: "customer", name: "Maria Ortega" },
  what: "messaged",
  from: {},
  to: {},
  ...more,
});
const office: Partial<HistoryEntry> = { by: { kind: "dispatcher", name: "Ana Silva" } };
const texts = new Map([
  ["m1", "Is the gate open?"],
  ["m2", "Yes, it is."],
]);

it("shows the customer's messages and the office's answers", () => {
  expect(threadOf([entry(0, { what: "booked" }), entry(1), entry(2, office)], texts)).toEqual([
    { at: "2026-11-24T16:01:00.000Z", from: "you", text: "Is the gate open?" },
    { at: "2026-11-24T16:02:00.000Z", from: "us", name: "Ana", text: "Yes, it is." },
  ]);
});

it("reads the words of an older message in the history, and leaves out words that are not known", () => {
  expect(threadOf([entry(5, { reason: "Gate code 4417" }), entry(6)], texts).map(({ text }) => text)).toEqual([
    "Gate code 4417",
  ]);
});

it("keeps the newest 20, in at most 4 KB", () => {
  const many = Array.from({ length: 30 }, (_, number) => entry(number, { reason: `Message ${number}` }));
  expect(threadOf(many).map(({ text }) => text)).toEqual(many.slice(10).map(({ reason }) => reason));
  const long = Array.from({ length: 10 }, (_, number) => entry(number, { reason: "ñ".repeat(1_000) }));
  expect(threadOf(long)).toHaveLength(1);
});
