import { describe, expect, it } from "vitest";
import type { HistoryEntry, Visit } from "../job.ts";
import { eventTypesOf } from "./event-type.ts";

const entry = (change: Partial<HistoryEntry>): HistoryEntry => ({
  id: "c1",
  at: "2026-11-24T17:00:00.000Z",
  by: { kind: "dispatcher", name: "Ana" },
  what: "edited",
  from: {},
  to: {},
  ...change,
});
const visit: Visit = {
  id: "v1",
  kind: "service",
  day: "2026-11-27",
  window: { start: "08:00", end: "12:00" },
  crew: null,
  state: "scheduled",
};
const later = { ...visit, window: { start: "12:00", end: "16:00" } };

describe("the types of a change", () => {
  it.each([
    ["a new job", { what: "booked", from: null, to: null }, ["job.created"]],
    ["a note", { to: { notes: "Gate 4" } }, ["job.updated"]],
    [
      "a cancellation",
      { what: "cancelled", to: { status: "cancelled" } },
      ["job.updated", "job.status_changed", "job.cancelled"],
    ],
    [
      "a completion",
      { what: "completed", to: { status: "completed" } },
      ["job.updated", "job.status_changed", "job.completed"],
    ],
    ["a quote", { what: "quoted", to: { status: "quoted" } }, ["job.updated", "job.status_changed", "quote.sent"]],
    ["an approval", { what: "approved" }, ["job.updated", "quote.approved"]],
    [
      "a customer's message",
      { what: "messaged", by: { kind: "customer", name: "Mark" } },
      ["job.updated", "message.received"],
    ],
    ["the office's message", { what: "messaged" }, ["job.updated"]],
    [
      "a move of the whole list",
      { what: "moved", from: { visits: [visit] }, to: { visits: [later] } },
      ["job.updated", "job.moved"],
    ],
    [
      "a move of one visit",
      { what: "moved", from: { "visit/v1": visit }, to: { "visit/v1": later } },
      ["job.updated", "job.moved"],
    ],
    [
      "a tap of the crew",
      { what: "en_route", from: { "visit/v1": visit }, to: { "visit/v1": { ...visit, state: "en_route" } } },
      ["job.updated", "visit.state_changed"],
    ],
    [
      "a crew",
      { what: "assigned", from: { "visit/v1": visit }, to: { "visit/v1": { ...visit, crew: "a" } } },
      ["job.updated"],
    ],
    [
      "another visit",
      { what: "visit_added", from: { visits: [visit] }, to: { visits: [visit, { ...visit, id: "v2" }] } },
      ["job.updated"],
    ],
  ] as [string, Partial<HistoryEntry>, string[]][])("of %s", (_, change, types) => {
    expect(eventTypesOf(entry(change))).toEqual(types);
  });
});
