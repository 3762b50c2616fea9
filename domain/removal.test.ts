import { describe, expect, it } from "vitest";
import { realJob } from "./full-job.fixture.ts";
import type { Change } from "./history.ts";
import { endForGood, isEndedForGood } from "./removal.ts";

const changed = (change: Change | "unchanged"): Change => {
  if (change === "unchanged") throw new Error("Nothing changed");
  return change;
};

describe("a job that is removed", () => {
  it("is cancelled and loses its link; a job that was over keeps its end", () => {
    const at = "2026-12-10T00:00:00.000Z";
    const open = changed(endForGood(realJob(), at));
    expect(open).toMatchObject({ what: "cancelled", reason: "Removed" });
    expect(open.next).toMatchObject({ status: "cancelled", link: "revoked", ended_at: at });
    const over = realJob({ status: "completed", ended_at: "2026-12-04T22:00:00.000Z" });
    expect(changed(endForGood(over, at)).next).toMatchObject({
      status: "cancelled",
      ended_at: "2026-12-04T22:00:00.000Z",
    });
    expect(endForGood(open.next, at)).toBe("unchanged");
    expect(isEndedForGood(realJob({ status: "cancelled" }))).toBe(false);
    expect(isEndedForGood(realJob({ link: "revoked" }))).toBe(false);
  });
});
