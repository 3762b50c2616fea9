import { describe, expect, it } from "vitest";
import { editJob } from "./edit.ts";
import { expiredFrom, expiryOf } from "./expiry.ts";
import { coastline, realJob } from "./full-job.fixture.ts";
import type { Change } from "./history.ts";
import { replaceLink, revokeLink } from "./link.ts";
import { endForGood, isEndedForGood } from "./removal.ts";
import { setStatus } from "./status.ts";

const changed = (change: Change | "unchanged"): Change => {
  if (change === "unchanged") throw new Error("Nothing changed");
  return change;
};
const settings = coastline();

describe("a link", () => {
  it("lives for days after the job's end, and as long as the job before it", () => {
    expect(expiryOf(realJob(), settings)).toBeNull();
    expect(expiredFrom(realJob(), settings)).toBeNull();
    const over = realJob({ status: "completed", ended_at: "2026-12-04T22:00:00.000Z" });
    expect(expiryOf(over, settings)).toBe("2027-01-03T22:00:00.000Z");
    // The day after, in the business's own calendar.
    expect(expiredFrom(over, settings)).toBe("2027-01-04");
    const short = { ...settings, booking: { ...settings.booking, link_days: 1 } };
    expect(expiryOf(over, short)).toBe("2026-12-05T22:00:00.000Z");
  });

  it("of an import that ended long ago lives from when it came in", () => {
    const over = realJob({ status: "completed", ended_at: "2020-01-01T00:00:00.000Z" });
    expect(expiryOf(over, settings)).toBe("2026-12-20T10:00:01.000Z");
    expect(expiryOf({ ...over, history: [] }, settings)).toBe("2026-12-20T10:00:00.000Z");
  });

  it("replaced twice leaves both earlier ones retired, and works again where it was revoked", () => {
    const first = changed(replaceLink(realJob({ link: "revoked" }), "token-1", "lookup-0"));
    const second = changed(replaceLink(first.next, "token-2", "lookup-1"));
    expect(second.next).toMatchObject({
      link: "live",
      tracking_token: "token-2",
      retired_lookups: ["AAAAAAAAAAAAAAAAAAAAAA", "lookup-0", "lookup-1"],
    });
    expect([first.what, second.what]).toEqual(["link_replaced", "link_replaced"]);
  });

  it("is revoked once", () => {
    const revoked = changed(revokeLink(realJob()));
    expect([revoked.what, revoked.next.link, revoked.next.status]).toEqual([
      "link_revoked",
      "revoked",
      "ready_for_pickup",
    ]);
    expect(revokeLink(revoked.next)).toBe("unchanged");
  });
});

describe("a job that is removed", () => {
  it("is cancelled without a link; one that had ended keeps when", () => {
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

describe("a status set by name", () => {
  it("moves the last visit, and leaves the first as it is", () => {
    const visits = realJob().visits.map((visit) => ({ ...visit, state: "scheduled" as const }));
    const begun = changed(setStatus(realJob({ visits }), "in_progress", undefined, "2026-12-04T20:00:00.000Z"));
    expect(begun.next.visits.map(({ state }) => state)).toEqual(["scheduled", "on_site"]);
    const done = changed(setStatus(begun.next, "completed", undefined, "2026-12-04T22:00:00.000Z"));
    expect(done.next.visits.map(({ state }) => state)).toEqual(["scheduled", "done"]);
    expect(done.next.ended_at).toBe("2026-12-04T22:00:00.000Z");
    const stopped = changed(setStatus(begun.next, "ready_for_pickup", "Gate locked", "2026-12-04T22:00:00.000Z"));
    expect(stopped.what).toBe("attempted");
    expect(stopped.next.visits.map(({ state }) => state)).toEqual(["scheduled", "attempted"]);
    expect(stopped.next.ended_at).toBeNull();
  });
});

describe("an edit of the day", () => {
  const edit = (change: Parameters<typeof editJob>[1]) =>
    changed(editJob(realJob({ status: "booked" }), change, "Ana", "2026-11-30T00:00:00.000Z"));

  it("without a day leaves no window; another day keeps the window; a window keeps the day", () => {
    const visit = (change: Parameters<typeof editJob>[1]) => {
      const { day, window } = edit(change).next.visits[1] ?? {};
      return [day, window?.start];
    };
    expect(visit({ day: null })).toEqual([null, undefined]);
    expect(visit({ day: "2026-12-07" })).toEqual(["2026-12-07", "12:00"]);
    expect(visit({ window: { start: "08:00", end: "12:00" } })).toEqual(["2026-12-04", "08:00"]);
    expect(visit({ window: null })).toEqual(["2026-12-04", undefined]);
    expect(edit({ day: null }).what).toBe("moved");
  });

  it("a window without a day is refused, by its field", () => {
    const undated = realJob({
      status: "booked",
      visits: realJob().visits.map((visit) => ({ ...visit, day: null, window: null })),
    });
    expect(() =>
      editJob(undated, { window: { start: "08:00", end: "12:00" } }, "Ana", "2026-11-30T00:00:00.000Z"),
    ).toThrow(
      expect.objectContaining({
        code: "invalid",
        fields: [expect.objectContaining({ field: "/day", code: "day_required" })],
      }),
    );
  });

  it("changes what is named and nothing else; the same again is no change", () => {
    const before = realJob({ status: "booked" });
    const renamed = edit({ customer: { name: "Marc", email: null }, notes: "" });
    expect(renamed.next).toEqual({ ...before, customer: { name: "Marc", phone: "+16195550142" }, notes: null });
    expect(renamed.what).toBe("edited");
    expect(
      editJob(before, { customer: { name: "Mark Soderblom" }, notes: "Call first" }, "Ana", "2026-11-30T00:00:00.000Z"),
    ).toBe("unchanged");
    expect(edit({ crew: null }).what).toBe("assigned");
    expect(edit({ crew: null }).next.visits.map(({ crew }) => crew)).toEqual(["dana", null]);
  });

  it("a price asks for a reason, and says who, what and when", () => {
    const pricing = { kind: "flat", amount_cents: 70_000, currency: "USD" } as const;
    expect(() => edit({ pricing })).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/reason" })] }),
    );
    const priced = edit({ pricing, reason: "More weight" });
    expect([priced.what, priced.reason]).toEqual(["priced", "More weight"]);
    expect(priced.next.pricing.total_cents).toBe(70_000);
    expect(priced.next.pricing.amendments.at(-1)).toEqual({
      at: "2026-11-30T00:00:00.000Z",
      by: "Ana",
      reason: "More weight",
      from_cents: 65_000,
      to_cents: 70_000,
    });
  });
});
