import { expect, it } from "vitest";
import { realJob } from "./full-job.fixture.ts";
import { leaveMessage } from "./message.ts";

it.each(["booked", "completed", "cancelled"] as const)(
  "a message goes into the history of a job that is %s",
  (status) => {
    const job = realJob({ status });
    expect(leaveMessage(job, "Gate is open")).toEqual({ next: job, what: "messaged", reason: "Gate is open" });
  },
);
