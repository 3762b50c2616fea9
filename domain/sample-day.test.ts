import { describe, expect, it } from "vitest";
import { cardOf } from "./card.ts";
import { applyChange } from "./history.ts";
import type { Job } from "./job.ts";
import { newJob } from "./new-job.ts";
import { sampleDay } from "./sample-day.ts";
import { sampleSettings, type Settings } from "./settings.ts";

const thursday = "2026-11-26";
const at = "2026-11-26T17:00:00.000Z";
const settings = sampleSettings("America/Los_Angeles");

/** The jobs after all their changes. */
const jobsOf = (settings: Settings, today = thursday): Job[] =>
  sampleDay(settings, today).map(({ draft, by, since }, index) => {
    const identity = { id: `261126-S${String(index).padStart(3, "0")}`, token: "abcdefghijklmnopqrstuvwxyzABCDEF" };
    return since.reduce(
      (job, { by, decide }, step) => {
        const change = decide(job, at);
        if (change === "unchanged") throw new Error("A step changes nothing");
        return applyChange(job, change, { id: `w${step}`, at, by });
      },
      newJob(draft, identity, { id: "w", at, by }),
    );
  });

describe("a sample day", () => {
  it("shows every state of a board", () => {
    const jobs = jobsOf(settings);
    expect(jobs.length).toBeGreaterThanOrEqual(12);
    const stages = new Set(jobs.map((job) => cardOf(job, job.visits[0]?.id ?? "").stage));
    expect([...stages].toSorted()).toEqual(["completed", "en_route", "on_site", "ready", "scheduled", "unscheduled"]);
    const first = jobs.map(({ visits: [visit] }) => visit);
    expect(first.some((visit) => visit?.day === thursday && visit.crew === null)).toBe(true);
    expect(first.some((visit) => visit?.day === "2026-11-25" && visit.state === "scheduled")).toBe(true);
    expect(first.filter((visit) => visit?.day === "2026-11-27")).toHaveLength(3);
    expect(jobs.filter(({ visits }) => visits.length === 2).map(({ status }) => status)).toEqual([
      "booked",
      "ready_for_pickup",
    ]);
  });

  it("is marked, and its names and phone numbers are invented", () => {
    const jobs = jobsOf(settings);
    expect(jobs.every(({ sample }) => sample === true)).toBe(true);
    expect(new Set(jobs.map(({ customer }) => customer?.phone)).size).toBe(jobs.length);
    for (const { customer, location } of jobs) {
      expect(customer?.phone).toMatch(/^\+161955501\d\d$/);
      expect(customer?.email).toBeUndefined();
      expect(location.notes).toContain("no customer is waiting");
    }
  });

  it("uses the services, prices, windows and crews of the business", () => {
    const own: Settings = {
      ...settings,
      crews: [
        { id: "north", name: "North", active: true },
        { id: "south", name: "South", active: true },
        { id: "old", name: "Old", active: false },
      ],
      hours: { ...settings.hours, thu: [{ start: "07:00", end: "15:00", capacity: 1 }] },
    };
    const jobs = jobsOf(own);
    expect(new Set(jobs.flatMap(({ visits }) => visits.flatMap(({ crew }) => crew ?? [])))).toEqual(
      new Set(["north", "south"]),
    );
    const windows = jobs.flatMap(({ visits }) =>
      visits.flatMap(({ day, window }) => (day === thursday ? [window] : [])),
    );
    expect(windows.filter((window) => window !== null)).toContainEqual({ start: "07:00", end: "15:00" });
    expect(windows.every((window) => window === null || window.start === "07:00")).toBe(true);
    expect(jobs.every(({ pricing }) => pricing.total_cents > 0)).toBe(true);
  });

  it("works on a closed day, without crews and without services", () => {
    const bare: Settings = { ...settings, crews: [], services: [], closed_days: [thursday, "2026-11-27"] };
    const jobs = jobsOf(bare, "2026-11-29");
    expect(jobsOf(bare)).toHaveLength(jobs.length);
    expect(jobs.every(({ visits }) => visits.every(({ crew }) => crew === null))).toBe(true);
  });
});
