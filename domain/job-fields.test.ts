import { momentIn } from "./moment.ts";
import { describe, expect, it } from "vitest";
import { fullJob, realJob } from "./full-job.fixture.ts";
import { applyChange, undo, type Change } from "./history.ts";
import { jobFields, type Changer } from "./job-fields.ts";
import type { Job } from "./job.ts";
import { revokeLink } from "./link.ts";
import { leaveMessage } from "./message.ts";
import { readyByCustomer } from "./ready.ts";
import { moveByCustomer } from "./move.ts";
import { setStatus } from "./status.ts";
import { setVisitState } from "./visit-report.ts";

const at = "2026-12-04T20:00:00.000Z";
const now = momentIn("America/Los_Angeles", at);
const stamp = { id: "w9", at, by: { kind: "dispatcher", name: "Ana" } } as const;
const applied = (job: Job, change: Change | "unchanged"): Job => {
  if (change === "unchanged") throw new Error("Nothing changed");
  return applyChange(job, change, stamp);
};
const fieldsThatDiffer = (before: Job, after: Job) =>
  Object.entries(jobFields).filter(([name]) => {
    const [was, is]: unknown[] = [Reflect.get(before, name), Reflect.get(after, name)];
    return JSON.stringify(was) !== JSON.stringify(is);
  });

describe("who changes a field of a job", () => {
  const booked = realJob({ status: "booked" });
  const window = { start: "08:00", end: "12:00" };
  const changes: [Changer, string, Job, Change | "unchanged"][] = [
    ["customer", "ready", booked, readyByCustomer(booked, { day: "2026-12-03", window: null }, now)],
    [
      "customer",
      "cancel",
      booked,
      setStatus(booked, "cancelled", { reason: "Sold the house", equipment_returned: true }, now),
    ],
    ["customer", "reschedule", booked, moveByCustomer(booked, "2026-12-07", window, now)],
    ["customer", "message", booked, leaveMessage(booked)],
    ["crew", "on the way", booked, setVisitState(booked, "v2", { state: "en_route" }, now)],
    ["staff", "revoke the link", booked, revokeLink(booked)],
  ];

  it.each(changes)("%s, %s: only fields that its entry allows", (changer, _name, job, change) => {
    const changed = fieldsThatDiffer(job, applied(job, change));
    expect(changed.map(([name]) => name)).toEqual(expect.arrayContaining(["rev", "updated_at", "history"]));
    for (const [name, { changedBy }] of changed) expect([name, ...changedBy]).toContain(changer);
  });
});

describe("undo", () => {
  it.each(Object.entries(jobFields).filter(([, { empty }]) => empty === "left_out"))(
    "leaves %s out again, instead of null",
    (name) => {
      const full: Job = structuredClone(fullJob);
      const bare: Job = structuredClone(fullJob);
      Reflect.deleteProperty(bare, name);
      const added = applied(bare, { next: { ...full, history: bare.history }, what: "edited" });
      expect(added.history.at(-1)).toMatchObject({ from: { [name]: null } });
      expect(applied(added, undo(added))).not.toHaveProperty(name);
    },
  );
});
