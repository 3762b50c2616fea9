import { expect } from "vitest";
import type { Card } from "../../domain/card.ts";
import type { Clock } from "../../domain/clock.ts";
import type { Job } from "../../domain/job.ts";
import { homeDayOf } from "../../domain/job-id.ts";
import type { Random } from "../../domain/random.ts";
import { sampleSettings } from "../../domain/settings.ts";
import { openView, revOf } from "../../domain/sealed-view.ts";
import { tokenSecrets } from "../../domain/token.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import { keys } from "../../store/keys.ts";
import type { Sender } from "../../store/job-store.ts";
import { jsonCodec } from "../../store/day-documents/codec.ts";
import { dayCodec } from "../../store/day-documents/day-codec.ts";
import type { DayDocument } from "../../store/day-documents/day-document.ts";
import { isWaiting, type OpenBoard } from "../../store/day-documents/open-board.ts";
import { openDayDocuments } from "../../store/day-documents/open-day-documents.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { createTrackedViews } from "../../store/tracked-views/tracked-views.ts";
import { asPublicStore } from "./as-public-store.ts";

export interface ProcessOptions {
  objects: ObjectStore;
  /** The public store. By default views are stored beside the private documents. */
  views?: ObjectStore;
  clock: Clock;
  random: Random;
  process: string;
  sender?: Sender;
}

const silent: Sender = { timeout_ms: 10_000, send: () => Promise.resolve() };

/** A whole process: day documents, and tracked views with id, rev and status. */
export const openProcess = ({ objects, views = objects, clock, random, process, sender = silent }: ProcessOptions) =>
  openDayDocuments({
    objects,
    clock,
    random,
    process,
    sender,
    timeZone: "America/Los_Angeles",
    report: () => undefined,
    publisher: (settings) =>
      createTrackedViews({
        objects: asPublicStore(views),
        headersOf: objectHeaders,
        random,
        render: async ({ id, rev, status, ended_at: ended }) => {
          const { booking } = await settings.read();
          const expired = ended !== null && Date.parse(ended) + booking.link_days * 86_400_000 <= clock.now();
          return { json: JSON.stringify({ id, rev, status }), expired };
        },
      }),
  });

/** Reads everything in a store directly from its contents. The checker calls this in every state. */
export const readAll = (objects: ObjectStore) => {
  if (!(objects instanceof MemoryObjectStore)) throw new TypeError("Only a store in memory can be read in one step");
  const days = new Map<string, DayDocument>();
  const notes: string[] = [];
  let cards: Card[] = [];
  let settings = sampleSettings("America/Los_Angeles");
  for (const { key, body } of objects.entries()) {
    if (body === undefined) continue;
    if (key.startsWith(keys.days)) {
      const day = keys.dayOf(key);
      days.set(day, dayCodec(day, () => Promise.resolve(settings)).decode(body, null));
    }
    if (key.startsWith(keys.pending)) notes.push(key);
    if (key === keys.open)
      cards = jsonCodec<OpenBoard>(() => ({ cards: [], rolled_to: null })).decode(body, null).value.cards;
    if (key === keys.settings) settings = jsonCodec(() => settings).decode(body, null).value;
  }
  const jobs: Job[] = [...days.values()].flatMap(({ jobs: stored }) => [...stored.values()].map(({ job }) => job));
  return { days, jobs, notes, cards, settings };
};

/** Orphaned reservations, as `day ref`. */
export const limboOf = (days: Map<string, DayDocument>): string[] =>
  [...days.values()].flatMap(({ day, references }) =>
    references
      .filter(
        ({ job, ref }) =>
          days
            .get(homeDayOf(job))
            ?.jobs.get(job)
            ?.holds.some((hold) => hold.ref === ref) !== true,
      )
      .map(({ ref }) => `${day} ${ref}`),
  );

/** The number of visits of live jobs in a window, counted from the jobs and not from the store's own count. */
export const standing = (jobs: Job[], day: string, start: string): number =>
  jobs
    .filter(({ status }) => status !== "cancelled")
    .flatMap(({ visits }) => visits)
    .filter((visit) => visit.day === day && visit.window?.start === start).length;

/** Checks that no window has more visits than its capacity, and that every live hold has its reservation. */
export const assertSound = (days: Map<string, DayDocument>, jobs: Job[]): void => {
  for (const { day, windows, taken } of days.values()) {
    for (const { start, end, capacity } of windows) {
      const visits = standing(jobs, day, start);
      if (visits > capacity) throw new Error(`${day} ${start} is sold ${visits} times, and has ${capacity}`);
      if ((taken.get(`${start}-${end}`)?.count ?? 0) < visits)
        throw new Error(`${day} ${start} counts fewer than stand there`);
    }
  }
  for (const document of days.values()) {
    for (const { job, holds } of document.jobs.values()) {
      for (const { day, ref } of holds) {
        const there = days.get(day)?.references.filter((reference) => reference.ref === ref).length ?? 0;
        if (there !== 1) throw new Error(`${job.id} holds ${ref} in ${day}, which is there ${there} times`);
      }
    }
  }
};

/** Checks the final state: nothing half-done, nothing left over, all copies up to date. */
export const assertAtRest = async (objects: ObjectStore, views: ObjectStore, now: number): Promise<void> => {
  const { days, jobs, notes, cards, settings } = readAll(objects);
  assertSound(days, jobs);
  expect(limboOf(days), "references that no job names").toEqual([]);
  expect(notes, "notes of work to do").toEqual([]);
  for (const document of days.values()) {
    expect(document.void, "void").toEqual([]);
    expect(document.outbox, "outbox").toEqual([]);
    expect(document.marked, "marked").toBe(false);
    for (const { start, end } of document.windows) {
      expect(document.taken.get(`${start}-${end}`)?.count ?? 0, `${document.day} ${start}`).toBe(
        standing(jobs, document.day, start),
      );
    }
    for (const { job, card } of document.references) {
      expect(card.rev, "a card is as new as its job").toBe(days.get(homeDayOf(job))?.jobs.get(job)?.job.rev);
    }
  }
  const today = new Intl.DateTimeFormat("sv", { timeZone: settings.business.time_zone }).format(now);
  expect(cards.map(({ job }) => job).toSorted(), "the open board").toEqual(
    jobs
      .filter((job) => isWaiting(job, today))
      .map(({ id }) => id)
      .toSorted(),
  );
  for (const job of jobs) {
    const { lookup } = await tokenSecrets(job.tracking_token);
    const got = await views.get(keys.view(lookup));
    if (got.outcome !== "found") throw new Error(`${job.id} has no view`);
    const body = new Uint8Array(got.body);
    expect(revOf(body), "the rev in the clear").toBe(job.rev);
    const shown = await openView(job.tracking_token, body);
    const expired = job.ended_at !== null && Date.parse(job.ended_at) + settings.booking.link_days * 86_400_000 <= now;
    expect(shown === null ? null : JSON.parse(shown), "the view").toEqual(
      expired || job.link === "revoked" ? null : { id: job.id, rev: job.rev, status: job.status },
    );
  }
};
