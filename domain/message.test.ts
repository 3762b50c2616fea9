import { expect, it } from "vitest";
import { realJob } from "./full-job.fixture.ts";
import { leaveMessage } from "./message.ts";

it("a message goes into the history of an open job; a job that is over takes none", () => {
  expect(leaveMessage(realJob(), "Gate is open")).toEqual({
    next: realJob(),
    what: "messaged",
    reason: "Gate is open",
  });
  for (const status of ["completed", "cancelled"] as const)
    expect(() => leaveMessage(realJob({ status }), "Hello")).toThrow(
      expect.objectContaining({ code: "transition_not_allowed" }),
    );
});
