import { describe, expect, it } from "vitest";
import { expiredFrom, expiryOf } from "./expiry.ts";
import { coastline, realJob } from "./full-job.fixture.ts";

const settings = coastline();

describe("the expiry of a tracking link", () => {
  it("is link_days after the job ended; an open job has none", () => {
    expect(expiryOf(realJob(), settings)).toBeNull();
    expect(expiredFrom(realJob(), settings)).toBeNull();
    const over = realJob({ status: "completed", ended_at: "2026-12-04T22:00:00.000Z" });
    expect(expiryOf(over, settings)).toBe("2027-01-03T22:00:00.000Z");
    // The next day in the time zone of the business.
    expect(expiredFrom(over, settings)).toBe("2027-01-04");
    const short = { ...settings, booking: { ...settings.booking, link_days: 1 } };
    expect(expiryOf(over, short)).toBe("2026-12-05T22:00:00.000Z");
  });

  it("counts from the import if the job ended before it", () => {
    const over = realJob({ status: "completed", ended_at: "2020-01-01T00:00:00.000Z" });
    expect(expiryOf(over, settings)).toBe("2026-12-20T10:00:01.000Z");
    expect(expiryOf({ ...over, history: [] }, settings)).toBe("2026-12-20T10:00:00.000Z");
  });
});
