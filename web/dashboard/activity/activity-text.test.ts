import { describe, expect, it } from "vitest";
import { auditEventTypes } from "../../../domain/activity.ts";
import type { ActivityEntry } from "../../../http/api-client.ts";
import { createFormat } from "../../shared/format.ts";
import * as message from "#message/activity.ts";
import { activityText } from "./activity-text.ts";

const words = {
  format: createFormat("en-US", "America/Los_Angeles"),
  currency: "USD",
  zone: "America/Los_Angeles",
  crewName: (id: string) => (id === "crew-1" ? "North" : id),
};
const say = (entry: Partial<ActivityEntry>) =>
  activityText(
    { id: "1", at: "2026-11-24T17:00:00Z", by: { kind: "dispatcher", name: "Ana" }, what: "edited", ...entry },
    words,
  );
const job = { id: "261127-7K3Q", customer: "Mark" };

describe("activityText", () => {
  it("has a sentence for each act that is noted", () => {
    const byPeople = auditEventTypes.filter((what) => what !== "sign_in_failed");
    expect(Object.keys(message.events).toSorted()).toEqual(byPeople.toSorted());
    for (const what of byPeople) expect(say({ what, subject: "Luis" })).toMatch(/^Ana /);
  });

  it.each<[string, Partial<ActivityEntry>]>([
    ["3 wrong passwords for mark, 9–10 AM", { what: "sign_in_failed", subject: "mark", count: 3 }],
    [
      "1 wrong password for mark, 11 AM–noon",
      { what: "sign_in_failed", subject: "mark", count: 1, at: "2026-11-24T19:59:59Z" },
    ],
    ["20 tries to sign in with an unknown login, 9–10 AM", { what: "sign_in_failed", count: 20 }],
    ["1 try to sign in with an unknown login, 9–10 AM", { what: "sign_in_failed", count: 1 }],
    ["Ana signed out one of their devices", { what: "device_signed_out", subject: "Ana" }],
    ["Ana signed out one of Luis’s devices", { what: "device_signed_out", subject: "Luis" }],
    ["Ana signed Luis out everywhere", { what: "signed_out_everywhere", subject: "Luis" }],
    ["Ana changed the role of Luis", { what: "person_changed", subject: "Luis", fields: ["role"] }],
    [
      "Ana changed booking rules, the service area and closed days",
      {
        what: "settings_changed",
        fields: ["booking.cutoff_hours", "booking.link_days", "booking.postal_codes", "closed_days"],
      },
    ],
    ["Ana changed something", { what: "settings_changed", fields: ["made_up"] }],
    ["Ana set the openings of Fri, Nov 27", { what: "day_sized", subject: "2026-11-27" }],
    ["Ana changed the customer", { job, to: { customer: null } }],
    [
      "Ana moved it to Fri, Nov 27, 8 AM–noon",
      {
        job,
        what: "moved",
        to: { visits: [{ id: "v1", day: "2026-11-27", window: { start: "08:00", end: "12:00" }, crew: null }] },
      },
    ],
    ["Ana cancelled it: “Rain”", { job, what: "cancelled", reason: "Rain" }],
  ])("%s", (text, entry) => {
    expect(say(entry)).toBe(text);
  });
});
