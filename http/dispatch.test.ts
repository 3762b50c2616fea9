import { describe, expect, it } from "vitest";
import { coastline, fullJob, realJob } from "../domain/full-job.fixture.ts";
import { visitViews } from "../projection/visit-view.ts";
import { createTestApp, crewOne, owner } from "../test/harness/test-app.ts";
import { mayWorkOn, viewFor } from "./staff-job.ts";

/** How the customer wants to hear from the business. The crew may call or text. */
const heard = {
  contact_by: "email",
  language: "es",
  text_consent: { at: "2026-11-20T10:00:00.000Z", how: "booking_page" },
};

const dana = { ...crewOne, crew: "dana" };
const forCrew = {
  id: fullJob.id,
  rev: 5,
  status: "ready_for_pickup",
  stage: "ready",
  service: fullJob.service,
  customer: { name: "Mark Soderblom", phone: "+16195550142", ...heard },
  location: fullJob.location,
  items: fullJob.items,
  visits: visitViews(fullJob, "crew"),
  equipment: fullJob.equipment,
  request: fullJob.request,
  crew: "luis",
  notes: "Call first",
  link: "live",
  external_id: "old-77",
  source: "booking",
  created_at: fullJob.created_at,
  updated_at: fullJob.updated_at,
};

describe("a job as its crew sees it", () => {
  it("has no email, price, token, terms or history", async () => {
    const { services } = await createTestApp();
    expect(viewFor(realJob(), dana, coastline(), services)).toEqual(forCrew);
    const { phone: _phone, ...nameless } = realJob().customer ?? { name: "" };
    expect(viewFor(realJob({ customer: nameless }), dana, coastline(), services).customer).toEqual({
      name: "Mark Soderblom",
      ...heard,
    });
    expect(viewFor(realJob({ customer: null }), dana, coastline(), services).customer).toBeNull();
  });

  it("has the price if the owner allows it", async () => {
    const { services } = await createTestApp();
    const settings = coastline();
    const open = { ...settings, booking: { ...settings.booking, crews_see_prices: true } };
    expect(viewFor(realJob(), dana, open, services)).toEqual({
      ...forCrew,
      pricing: fullJob.pricing,
      rental: fullJob.rental,
    });
  });
});

describe("whether a person may work on a job", () => {
  const job = realJob({ status: "booked" });
  const at = (day: string) => Date.parse(`${day}T20:00:00Z`);
  const settings = coastline();

  it("is true for the office, and for a crew with a visit today or an overdue one", () => {
    expect(mayWorkOn(job, owner, settings, at("2020-01-01"))).toBe(true);
    const luis = { ...crewOne, crew: "luis" };
    const days = ["2026-12-03", "2026-12-04", "2026-12-05"];
    expect(days.map((day) => mayWorkOn(job, luis, settings, at(day)))).toEqual([false, true, true]);
    // Dana's visit is done, so she may work on the job on that day, but not later.
    expect(["2026-11-26", "2026-11-27", "2026-11-28"].map((day) => mayWorkOn(job, dana, settings, at(day)))).toEqual([
      false,
      true,
      false,
    ]);
    expect(mayWorkOn(job, { ...crewOne, crew: "crew-9" }, settings, at("2026-12-04"))).toBe(false);
  });
});
