import { describe, expect, it } from "vitest";
import { actWhats } from "../../../domain/activity.ts";
import type { ActivityEntry } from "../../../http/office-client.ts";
import { createFormat } from "../../shared/format.ts";
import * as message from "../../shared/message/activity.ts";
import { activityText } from "./activity-text.ts";

const words = {
  format: createFormat("en-US", "America/Los_Angeles"),
  currency: "USD",
  crewName: (id: string) => (id === "crew-1" ? "North" : id),
};
const say = (entry: Partial<ActivityEntry>) =>
  activityText(
    { id: "1", at: "2026-11-24T17:00:00Z", by: { kind: "dispatcher", name: "Ana" }, what: "edited", ...entry },
    words,
  );
const job = { id: "261127-7K3Q", customer: "Mark" };

describe("what somebody did", () => {
  it("has a sentence for each act that is noted", () => {
    expect(Object.keys(message.acts).toSorted()).toEqual([...actWhats].toSorted());
    for (const what of actWhats) expect(say({ what, subject: "Luis" })).toMatch(/^Ana /);
  });

  it.each<[string, Partial<ActivityEntry>]>([
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
    ["Ana set the places of Fri, Nov 27", { what: "day_sized", subject: "2026-11-27" }],
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
