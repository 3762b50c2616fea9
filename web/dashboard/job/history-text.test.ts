import { expect, it } from "vitest";
import type { Job } from "../../../http/api-client.ts";
import { createFormat } from "../../shared/format.ts";
import { historyText } from "./history-text.ts";

type Entry = NonNullable<Job["history"]>[number];
const words = {
  format: createFormat("en-US", "America/Los_Angeles"),
  currency: "USD",
  crewName: (id: string) => ({ dana: "Dana" })[id] ?? id,
};
const visit = { id: "v1", day: "2026-11-27", window: { start: "08:00", end: "12:00" }, crew: null };
const said = (what: string, change: Partial<Entry> = {}) =>
  historyText(
    { id: "w", at: "", by: { kind: "dispatcher", name: "Ana" }, what, from: null, to: null, ...change },
    words,
  );

it.each<[string, string]>([
  [said("booked"), "Ana created the job"],
  [said("booked", { by: { kind: "customer", name: "Mark" } }), "Booked online"],
  [said("ready_for_pickup", { by: { kind: "customer", name: "Mark" } }), "Mark pressed “I’m ready for pickup”"],
  [said("cancelled", { reason: "Booked twice" }), "Ana cancelled it: “Booked twice”"],
  [
    said("moved", { from: { visits: [visit] }, to: { visits: [{ ...visit, day: "2026-11-28" }] } }),
    "Ana moved it to Sat, Nov 28, 8 AM–noon",
  ],
  [
    said("moved", { from: { visits: [visit] }, to: { visits: [{ ...visit, day: null, window: null }] } }),
    "Ana removed it from the schedule",
  ],
  [
    said("assigned", { from: { visits: [visit] }, to: { visits: [{ ...visit, crew: "dana" }] } }),
    "Ana assigned it to Dana",
  ],
  [said("assigned", { from: { visits: [{ ...visit, crew: "dana" }] }, to: { visits: [visit] } }), "Ana unassigned it"],
  [
    said("priced", {
      from: { pricing: { total_cents: 60_000 } },
      to: { pricing: { total_cents: 65_000 } },
      reason: "One ton more",
    }),
    "Ana changed the price from $600 to $650: “One ton more”",
  ],
  [
    said("priced", {
      from: { pricing: { total_cents: 600, currency: "JPY" } },
      to: { pricing: { total_cents: 650, currency: "JPY" } },
      reason: "One ton more",
    }),
    "Ana changed the price from ¥600 to ¥650: “One ton more”",
  ],
  [said("edited", { to: { customer: {}, notes: "" } }), "Ana changed the customer and the notes"],
  [said("something_new", { to: {} }), "Ana changed the job"],
])("%s", (text, expected) => expect(text).toBe(expected));
