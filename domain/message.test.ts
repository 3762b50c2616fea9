import { expect, it } from "vitest";
import { realJob } from "./full-job.fixture.ts";
import { applyChange } from "./history.ts";
import type { Actor, Job } from "./job.ts";
import { assertMayMessage, leaveMessage } from "./message.ts";

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 24, 16, minute)).toISOString();
const customer: Actor = { kind: "customer", name: "Mark" };
const message = (job: Job, minute: number, by = customer): Job =>
  applyChange(job, leaveMessage(job), { id: `${by.kind}-${minute}`, at: at(minute), by });

it.each(["booked", "completed", "cancelled"] as const)(
  "a message goes into the history of a job that is %s, without its words",
  (status) => {
    const job = realJob({ status });
    expect(leaveMessage(job)).toEqual({ next: job, what: "messaged" });
  },
);

it("a customer sends at most 10 messages in an hour, and answers do not count", () => {
  let job = realJob({ history: [] });
  for (let minute = 0; minute < 10; minute += 1) {
    assertMayMessage(job, at(minute));
    job = message(message(job, minute), minute, { kind: "dispatcher", name: "Ana" });
  }
  expect(() => assertMayMessage(job, at(30))).toThrow(
    expect.objectContaining({ code: "too_many_requests", facts: { retry_after_seconds: 1_800 } }),
  );
  expect(() => assertMayMessage(job, at(60))).not.toThrow();
});
