import { describe, expect, it } from "vitest";
import { coastline, fullJob, realJob } from "../domain/full-job.fixture.ts";
import { jobView, listedJob, orderOf, trackingUrl } from "./job-view.ts";

const settings = coastline();
const site = "https://book.coastline.example";
const now = "2026-11-30T00:00:00.000Z";

const { same_unit: _computed, charged: _charged, ...secondVisit } = fullJob.visits[1];

const listed = {
  id: fullJob.id,
  rev: 5,
  status: "ready_for_pickup",
  stage: "ready",
  service: fullJob.service,
  customer: { ...fullJob.customer, text_consent: { at: "2026-11-20T10:00:00.000Z", how: "booking_page" } },
  location: fullJob.location,
  items: fullJob.items,
  pricing: fullJob.pricing,
  visits: [
    {
      ...fullJob.visits[0],
      position: null,
      arrival_estimate: null,
      attempt: null,
      reported_at: null,
      note: null,
      equipment: { type: "trailer-15", delivers: "T15-02", removes: null, same_unit: false },
    },
    {
      ...secondVisit,
      done_on: null,
      equipment: { type: "trailer-15", delivers: null, removes: "T15-02", same_unit: true },
    },
  ],
  rental: fullJob.rental,
  equipment: fullJob.equipment,
  overage: fullJob.overage,
  quote: fullJob.quote,
  request: fullJob.request,
  ended_by: fullJob.ended_by,
  tax_exempt: fullJob.tax_exempt,
  crew: "luis",
  notes: "Call first",
  link: "live",
  external_id: "old-77",
  source: "booking",
  created_at: fullJob.created_at,
  updated_at: fullJob.updated_at,
};

describe("a job for staff", () => {
  it("has exactly these fields in a list: no token, history, terms or booking page", () => {
    expect(listedJob(realJob(), settings, now)).toEqual(listed);
    expect(listedJob(realJob({ sample: true }), settings, now)).toEqual({ ...listed, sample: true });
  });

  it("has the link, the history and the booking page when it is alone", () => {
    expect(jobView(realJob(), settings, site, now)).toEqual({
      ...listed,
      seen: fullJob.seen,
      tracking_token: fullJob.tracking_token,
      tracking_url: `${site}/track/#${fullJob.tracking_token}`,
      history: fullJob.history,
    });
  });

  it("has no link after it was revoked, and says if it is expired", () => {
    const revoked = jobView(realJob({ link: "revoked" }), settings, site, now);
    expect(revoked.link).toBe("revoked");
    expect(revoked).not.toHaveProperty("tracking_token");
    expect(revoked).not.toHaveProperty("tracking_url");
    // Thirty days after its end.
    const over = realJob({ status: "completed", ended_at: "2026-12-01T00:00:00.000Z" });
    expect(listedJob(over, settings, "2026-12-31T00:00:00.000Z").link).toBe("live");
    expect(listedJob(over, settings, "2026-12-31T00:00:00.001Z").link).toBe("expired");
    expect(listedJob({ ...over, link: "revoked" }, settings, "2027-12-31T00:00:00.000Z").link).toBe("revoked");
  });

  it("has the crew of the next open visit, or of the last if all are done", () => {
    const visits = realJob().visits.map((visit) => ({ ...visit, state: "scheduled" as const }));
    expect(listedJob(realJob({ visits }), settings, now).crew).toBe("dana");
    expect(listedJob(realJob({ visits, status: "cancelled" }), settings, now).crew).toBe("luis");
  });

  it("has the token in the fragment of the link", () => {
    expect(trackingUrl(site, "T")).toBe("https://book.coastline.example/track/#T");
  });
});

describe("the order of every list", () => {
  it("is day, then window, then id; jobs without a window or day come last", () => {
    const at = (id: string, day: string | null, start?: string) => {
      const window = start === undefined ? null : { start, end: "23:00" };
      const [visit] = realJob().visits;
      if (visit === undefined) throw new RangeError("The fixture has a visit");
      return realJob({ id, status: "booked", visits: [{ ...visit, state: "scheduled", day, window }] });
    };
    const jobs = [
      at("e", null),
      at("d", "2026-11-28", "08:00"),
      at("c", "2026-11-27"),
      at("b", "2026-11-27", "12:00"),
      at("a2", "2026-11-27", "08:00"),
      at("a1", "2026-11-27", "08:00"),
    ];
    const sorted = jobs.toSorted((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
    expect(sorted.map(({ id }) => id)).toEqual(["a1", "a2", "b", "c", "d", "e"]);
    expect(orderOf(at("a", "2026-11-27", "08:00"))).toBe("2026-11-27 08:00 a");
    expect(orderOf(at("a", null))).toBe("9999-99-99 99:99 a");
  });
});
