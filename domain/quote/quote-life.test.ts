import { describe, expect, it } from "vitest";
import { applyChange, undo, type Change } from "../history.ts";
import { marksJob } from "../job.fixture.ts";
import type { Job } from "../job.ts";
import { momentIn } from "../moment.ts";
import { unpriced } from "../price/pricing.ts";
import { setStatus } from "../status.ts";
import { approveQuote, type Approval } from "./approve-quote.ts";
import { declineQuote, expireQuote, withdrawRequest } from "./end-request.ts";
import { sendQuote, type Offer } from "./send-quote.ts";

const at = "2026-11-26T18:00:00.000Z";
const today = "2026-11-26";
const now = momentIn("America/Los_Angeles", at);
let writes = 0;
const after = (job: Job, change: Change | "unchanged"): Job => {
  if (change === "unchanged") return job;
  writes += 1;
  return applyChange(job, change, { id: `q${writes}`, at, by: { kind: "dispatcher", name: "Ana" } });
};

const visit = { id: "v1", kind: "service", day: null, window: null, crew: null, state: "scheduled" } as const;
const request = { description: "Everything in the garage", preferred: [] };
const requested: Job = { ...marksJob([visit]), status: "requested", request };
const price = { ...unpriced("USD"), state: "firm", total_cents: 120_000, subtotal_cents: 120_000 } as const;
const offer: Offer = { price, items: [], valid_until: "2026-12-10", message: null };
const send = (job: Job, change: Partial<Offer> = {}) => after(job, sendQuote(job, { ...offer, ...change }, at));
const quoted = send(requested);
const friday = { day: "2026-11-27", window: { start: "08:00", end: "12:00" } };
const yes: Approval = { version: 1, name: "Mark", how: "link", ...friday };
const approve = (job: Job, change: Partial<Approval> = {}, on = today) =>
  approveQuote(job, { ...yes, ...change }, on, at);
const approved = after(quoted, approve(quoted));

describe("sending a quote", () => {
  it("locks its price and names a version", () => {
    expect(quoted).toMatchObject({
      status: "quoted",
      pricing: { total_cents: 120_000, frozen_at: at, amendments: [] },
      quote: { version: 1, sent_at: at, valid_until: "2026-12-10", message: null },
    });
    expect(quoted.history.at(-1)).toMatchObject({ what: "quoted" });
  });

  it("again makes the next version, and an undo never makes a version twice", () => {
    const second = send(quoted, { message: "With the attic" });
    expect(second.quote).toMatchObject({ version: 2, message: "With the attic" });
    const undone = after(second, undo(second));
    expect(undone.quote?.version).toBe(1);
    expect(send(undone).quote?.version).toBe(3);
  });

  it("is only for a request and a quote", () => {
    for (const job of [marksJob(), approved, after(quoted, declineQuote(quoted, undefined, at))])
      expect(() => send(job)).toThrow(expect.objectContaining({ code: "transition_not_allowed" }));
  });
});

describe("approving a quote", () => {
  it("books its price and the first visit, and says who approved", () => {
    const terms = { version: "1", accepted_at: at };
    const job = after(quoted, approve(quoted, { terms }));
    expect(job).toMatchObject({ status: "booked", terms, visits: [{ id: "v1", ...friday }] });
    expect(job.quote?.approved).toEqual({ version: 1, at, name: "Mark", how: "link" });
    expect(job.history.at(-1)).toMatchObject({ what: "approved" });
    const unscheduled = after(quoted, approve(quoted, { how: "phone", day: null, window: null }));
    expect(unscheduled).toMatchObject({
      status: "booked",
      visits: [{ day: null }],
      quote: { approved: { how: "phone" } },
    });
  });

  it("twice changes nothing if version and name are the same, else it is refused", () => {
    expect(approve(approved)).toBe("unchanged");
    const started = after(approved, setStatus(approved, "in_progress", {}, now));
    expect(approve(started)).toBe("unchanged");
    const refused = expect.objectContaining({ code: "transition_not_allowed" });
    expect(() => approve(approved, { name: "Lee" })).toThrow(refused);
    expect(() => approve(approved, { version: 2 })).toThrow(refused);
    const cancelled = after(approved, setStatus(approved, "cancelled", { reason: "Moved away" }, now));
    expect(() => approve(cancelled)).toThrow(refused);
  });

  it("39: of an older version shows the new price", () => {
    const second = send(quoted, { price: { ...price, total_cents: 130_000 } });
    expect(() => approve(second)).toThrow(
      expect.objectContaining({
        code: "price_changed",
        facts: { version: 2, pricing: expect.objectContaining({ total_cents: 130_000 }) },
      }),
    );
  });

  it("41: is possible through the last day, also if the sweep is late", () => {
    const expired = expect.objectContaining({ code: "quote_expired" });
    expect(approve(quoted, {}, "2026-12-10")).not.toBe("unchanged");
    expect(() => approve(quoted, {}, "2026-12-11")).toThrow(expired);
    const swept = after(quoted, expireQuote(quoted, 1, at));
    expect(() => approve(swept)).toThrow(expired);
  });

  it("needs a quote", () => {
    for (const job of [requested, marksJob(), after(quoted, declineQuote(quoted, undefined, at))])
      expect(() => approve(job)).toThrow(expect.objectContaining({ code: "transition_not_allowed" }));
  });
});

describe("a request that ends without work", () => {
  const endOf = ({ status, ended_by: ended, ended_at: end }: Job) => [status, ended?.kind, end];

  it("was declined by the customer, and declining twice changes nothing", () => {
    const declined = after(quoted, declineQuote(quoted, "Too expensive", at));
    expect(endOf(declined)).toEqual(["cancelled", "declined", at]);
    expect(declined.quote?.declined_reason).toBe("Too expensive");
    expect(declined.history.at(-1)).toMatchObject({ what: "declined", reason: "Too expensive" });
    expect(declineQuote(declined, undefined, at)).toBe("unchanged");
    expect(() => declineQuote(requested, undefined, at)).toThrow(
      expect.objectContaining({ code: "transition_not_allowed" }),
    );
  });

  it("41: expired with its version, unless it was answered or revised since", () => {
    expect(endOf(after(quoted, expireQuote(quoted, 1, at)))).toEqual(["cancelled", "expired", at]);
    expect(expireQuote(send(quoted), 1, at)).toBe("unchanged");
    expect(expireQuote(approved, 1, at)).toBe("unchanged");
  });

  it("was withdrawn before it had a quote, or closed by the office", () => {
    expect(endOf(after(requested, withdrawRequest(requested, "Did it myself", at)))).toEqual([
      "cancelled",
      "withdrawn",
      at,
    ]);
    expect(() => withdrawRequest(quoted, "Did it myself", at)).toThrow(
      expect.objectContaining({ code: "transition_not_allowed" }),
    );
    for (const job of [requested, quoted])
      expect(endOf(after(job, setStatus(job, "cancelled", { reason: "Out of area" }, now)))).toEqual([
        "cancelled",
        "office",
        at,
      ]);
    expect(setStatus(marksJob(), "cancelled", { reason: "Moved away" }, now)).not.toHaveProperty("next.ended_by");
  });

  it("6: is open again after an undo, without a trace of its end", () => {
    const { history: _before, rev: _rev, updated_at: _at, ...fields } = quoted;
    for (const end of [declineQuote(quoted, "Too expensive", at), expireQuote(quoted, 1, at)]) {
      const ended = after(quoted, end);
      const { history, rev, updated_at: updated, ...again } = after(ended, undo(ended));
      expect(again).toEqual(fields);
      expect([history.length, rev, updated]).toEqual([quoted.history.length + 2, quoted.rev + 2, at]);
    }
  });
});
