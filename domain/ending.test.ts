import { describe, expect, it } from "vitest";
import { editJob } from "./edit.ts";
import { expiredFrom, expiryOf } from "./expiry.ts";
import { coastline, realJob } from "./full-job.fixture.ts";
import { undo, type Change } from "./history.ts";
import type { HistoryEntry } from "./job.ts";
import { replaceLink, revokeLink } from "./link.ts";
import { leaveMessage } from "./message.ts";
import { endForGood, isEndedForGood } from "./removal.ts";
import { setStatus, setVisitState } from "./status.ts";

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

describe("a job that is over", () => {
  const at = "2026-12-04T22:00:00.000Z";

  it("says since when, also when it was cancelled", () => {
    const cancelled = changed(setStatus(realJob(), "cancelled", "No longer needed", at));
    expect(cancelled).toMatchObject({ what: "cancelled", reason: "No longer needed", next: { ended_at: at } });
    expect(cancelled.next.visits).toEqual(realJob().visits);
    expect(() => setStatus(realJob(), "cancelled", undefined, at)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/reason", code: "reason_required" })] }),
    );
  });

  it("takes no message; an open one keeps the words in its history and is otherwise the same", () => {
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

  it("undo passes over what has reached others: a message, a new link, and what was undone before", () => {
    const entry = (id: string, what: HistoryEntry["what"], more: Partial<HistoryEntry> = {}): HistoryEntry => ({
      id,
      at,
      by: { kind: "dispatcher", name: "Ana" },
      what,
      from: { notes: `before ${id}` },
      to: {},
      ...more,
    });
    const begun = entry("w0", "booked", { from: null });
    const undone = (...history: HistoryEntry[]) => undo(realJob({ history: [begun, ...history] })).undoes;
    expect(undone(entry("w1", "edited"), entry("w2", "messaged"), entry("w3", "link_replaced"))).toBe("w1");
    expect(undone(entry("w1", "edited"), entry("w2", "moved"), entry("w3", "undone", { undoes: "w2" }))).toBe("w1");
    expect(undo(realJob({ history: [begun, entry("w1", "edited")] })).next.notes).toBe("before w1");
    expect(() => undone(entry("w1", "messaged"))).toThrow(expect.objectContaining({ code: "transition_not_allowed" }));
  });
});

describe("the state of a visit", () => {
  const at = "2026-12-04T22:00:00.000Z";
  const both = (state: "scheduled" | "done") =>
    realJob({ status: "booked", visits: realJob().visits.map((visit) => ({ ...visit, state })) });

  it("of one that is done changes no more, and done again changes nothing", () => {
    const refused = expect.objectContaining({ code: "transition_not_allowed" });
    expect(() => setVisitState(realJob({ status: "booked" }), "v1", "on_site", undefined, at)).toThrow(refused);
    expect(() => setVisitState(both("done"), "v2", "attempted", "Gate locked", at)).toThrow(refused);
    expect(setVisitState(realJob(), "v1", "done", undefined, at)).toBe("unchanged");
    expect(() => setVisitState(realJob(), "v9", "done", undefined, at)).toThrow(
      expect.objectContaining({ code: "not_found" }),
    );
  });

  it("the first leaves the status, the last moves it and ends the job", () => {
    const first = changed(setVisitState(both("scheduled"), "v1", "done", undefined, at));
    expect(first).toMatchObject({ what: "dropped_off", next: { status: "booked", ended_at: null } });
    const last = changed(setVisitState({ ...first.next, status: "in_progress" }, "v2", "done", undefined, at));
    expect(last).toMatchObject({ what: "completed", next: { status: "completed", ended_at: at } });
    const attempted = changed(
      setVisitState({ ...first.next, status: "in_progress" }, "v2", "attempted", "Gate locked", at),
    );
    expect(attempted).toMatchObject({
      what: "attempted",
      reason: "Gate locked",
      next: { status: "ready_for_pickup", ended_at: null },
    });
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

  it("items and service are replaced as a whole", () => {
    const items = [{ id: "sofa", label: "Sofa", quantity: 1 }];
    const service = { id: "single-item", name: "Single item" };
    expect(edit({ items, service }).next).toEqual({ ...realJob({ status: "booked" }), items, service });
    const location = { street: "1 Elm St", notes: null };
    expect(edit({ location }).next.location).toEqual({
      street: "1 Elm St",
      city: "San Diego",
      state: "CA",
      postal_code: "92122",
    });
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
