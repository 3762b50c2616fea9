import ICAL from "ical.js";
import { expect, it } from "vitest";
import { coastline } from "../domain/full-job.fixture.ts";
import type { Job } from "../domain/job.ts";
import { marksJob } from "../domain/job.fixture.ts";
import { visitFile } from "../notify/visit-file.ts";
import { trackedJob } from "../projection/tracked-job.ts";
import { calendarFile } from "../web/track/calendar-file.ts";

const settings = coastline();
const store = "store-1";

const read = (text: string) => {
  const [event] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
  if (event === undefined) throw new Error("The file has no event");
  return {
    uid: event.getFirstPropertyValue("uid"),
    sequence: event.getFirstPropertyValue("sequence"),
    status: event.getFirstPropertyValue("status"),
    start: new ICAL.Event(event).startDate.toString(),
    summary: new ICAL.Event(event).summary,
  };
};
/** The file of an email, and the file that the page makes of the tracked job. */
const filesOf = (event: "booked" | "changed" | "cancelled", job: Job) => {
  const [visit] = job.visits;
  if (visit === undefined) throw new Error("The job has a visit");
  return [
    read(visitFile({ event, job, visit, settings }, store)?.body ?? ""),
    read(calendarFile(trackedJob(job, settings, { store, language: "en" })) ?? ""),
  ];
};

it("the files of the page and of the emails are one entry, which a move updates and a cancellation ends", () => {
  const booked = marksJob();
  const moved: Job = { ...booked, rev: 2, visits: booked.visits.map((visit) => ({ ...visit, day: "2026-11-28" })) };
  const uid = "v1.261127-7K3Q@store-1";
  const summary = "Coastline Hauling: 15-yard dump trailer";
  const entry = { uid, summary, status: "CONFIRMED" };
  const both = (one: object) => [one, one];
  expect(filesOf("booked", booked)).toEqual(both({ ...entry, sequence: 1, start: "2026-11-27T16:00:00Z" }));
  expect(filesOf("changed", moved)).toEqual(both({ ...entry, sequence: 2, start: "2026-11-28T16:00:00Z" }));
  expect(filesOf("cancelled", { ...moved, rev: 3, status: "cancelled" })).toEqual(
    both({ ...entry, sequence: 3, start: "2026-11-28T16:00:00Z", status: "CANCELLED" }),
  );
});
