import { describe, expect, it } from "vitest";
import { applyChange, undo, type Change } from "./history.ts";
import { editJob } from "./edit.ts";
import { marksJob } from "./job.fixture.ts";
import type { Job } from "./job.ts";
import { momentIn } from "./moment.ts";
import { setVisitState } from "./visit-report.ts";
import { newService, sampleSettings, type Service } from "./settings.ts";
import { junkRemoval, rentalRules, trailer } from "./price/price-book.fixture.ts";

const now = momentIn("America/Los_Angeles", "2026-11-26T18:00:00.000Z");
const settings = sampleSettings("America/Los_Angeles");
const window = { start: "08:00", end: "12:00" };
const plain = newService(junkRemoval);
const rental = newService(trailer);
const booked: Job = {
  ...marksJob([
    { id: "v1", kind: "service", day: "2026-12-01", window, crew: "dana", state: "scheduled", note: "Gate" },
  ]),
  service: { id: plain.id, name: plain.name },
};
const after = (job: Job, decided: Change | "unchanged"): Job =>
  decided === "unchanged"
    ? expect.fail("It changes the job")
    : applyChange(job, decided, { id: `w${job.rev}`, at: now.at, by: { kind: "dispatcher", name: "Ana" } });
const change = (job: Job, to: Service): Job => after(job, editJob(job, { service: { to, settings } }, "Ana", now));
const rented = change(booked, rental);

describe("another service", () => {
  it("that is a rental makes a drop-off and a pickup of the visit, and keeps the price", () => {
    expect(rented).toMatchObject({
      service: { id: "trailer-15" },
      rental: { equipment_type: "trailer-15", days: 7 },
      visits: [
        { id: "v1", kind: "drop_off", day: "2026-12-01", window, crew: "dana", note: "Gate" },
        { id: "v2", kind: "pickup", day: null },
      ],
      equipment: [{ type: "trailer-15", from: "2026-12-01", until: "2026-12-08" }],
    });
    expect(rented.pricing).toEqual(booked.pricing);
  });

  it("that is no rental makes one visit, and holds nothing", () => {
    const back = change(rented, plain);
    expect(back.visits).toMatchObject([{ id: "v1", kind: "service", day: "2026-12-01", window, crew: "dana" }]);
    expect([back.rental, back.equipment]).toEqual([undefined, undefined]);
  });

  it("that rents for fewer days keeps as many as it can", () => {
    const short = { ...rental, id: "short", rental: { ...rentalRules, included_days: 3, max_days: 5 } };
    expect(change(rented, short)).toMatchObject({ rental: { days: 5 }, equipment: [{ until: "2026-12-06" }] });
  });

  it("of the same kind changes the name alone, also after the crew began", () => {
    const began = after(booked, setVisitState(booked, "v1", { state: "on_site" }, now));
    const other = { ...plain, id: "single-item", name: "Single item" };
    expect(change(began, other)).toMatchObject({ service: { id: "single-item" }, visits: [{ state: "on_site" }] });
    expect(() => change(began, rental)).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: "/service", code: "work_begun" })] }),
    );
  });

  it("is undone with its visits and its equipment", () => {
    const undone = undo(rented).next;
    expect(undone).toMatchObject({ visits: booked.visits, service: booked.service });
    expect([undone.rental, undone.equipment]).toEqual([undefined, undefined]);
  });
});
