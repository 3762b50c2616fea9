import { describe, expect, test } from "vitest";
import type { Job } from "../../domain/job.ts";
import { replaceLink, revokeLink } from "../../domain/link.ts";
import { applyChange, type Change } from "../../domain/history.ts";
import { openView, revOf } from "../../domain/sealed-view.ts";
import { tokenSecrets } from "../../domain/token.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import { friday, morning, renamed, saturday, seededRandom } from "../../store/conformance/fixture.ts";
import { keys } from "../../store/keys.ts";
import { MemoryObjectStore } from "../../store/objects/memory/memory-object-store.ts";
import type { ObjectStore } from "../../store/objects/object-store.ts";
import { createTrackedViews } from "../../store/tracked-views/tracked-views.ts";
import { asPublicStore } from "./as-public-store.ts";
import { explore, type Exploration, type StoreContext } from "./explore.ts";
import { bookingOf, by, copyInto, loadProtocol, longAgo, onePlace } from "./day-documents-protocol.ts";
import { readAll } from "./day-documents-world.ts";

/** Copies of a job, under every order of their writers' store calls: an older copy never wins. */
const protocol = await loadProtocol();
const stamp = { id: "w", at: "2026-11-20T00:00:00.000Z", by };
const identity = { id: "261127-0001", token: "abcdefghijklmnopqrstuvwxyz012345" };
const booked = bookingOf("w", friday).draft(identity, stamp);
const changed = (job: Job, change: Change | "unchanged", id: string): Job =>
  change === "unchanged" ? job : applyChange(job, change, { ...stamp, id });
const edited = changed(booked, renamed("Bea")(booked, stamp.at), "edit");
const revoked = changed(edited, revokeLink(edited), "revoke");

/** Publishes a job once, as this publisher read it. With a time, the view is expired after it. */
const publisher =
  (job: Job, expiresAt = Infinity) =>
  ({ store, clock, random }: StoreContext): Promise<string> => {
    const views = createTrackedViews({
      objects: asPublicStore(store),
      headersOf: objectHeaders,
      random,
      render: async ({ rev }) => ({ json: JSON.stringify({ rev }), expired: clock.now() >= expiresAt }),
    });
    return protocol.answerOf(() => views.publish(job));
  };

const shown = async (store: ObjectStore, { tracking_token: token }: Job) => {
  const got = await store.get(keys.view((await tokenSecrets(token)).lookup));
  if (got.outcome !== "found") return null;
  const body = new Uint8Array(got.body);
  return { rev: revOf(body), view: await openView(token, body) };
};

describe("tracked views", () => {
  const start = Date.UTC(2026, 10, 27, 16);
  const views = (
    actors: Exploration["actors"],
    ends: Exploration["invariant"],
    faults: Partial<Exploration>,
  ): Exploration => ({
    ...faults,
    now: start,
    actors,
    invariant: async (view) => {
      if (view.ended && view.crashed.length === 0) await ends(view);
    },
  });

  test.each([
    ["lost answer, crash", { lostAnswers: 1, crashes: 1 }],
    ["late PUT", { latePuts: 1 }],
  ])(
    "of three revisions the newest stands, and a link that was revoked stays so; %s",
    { timeout: 180_000 },
    async (name, faults) => {
      await explore(
        views(
          { first: publisher(booked), second: publisher(edited), third: publisher(revoked) },
          async ({ store, results }) => {
            if (results["third"] === "done") expect(await shown(store, booked)).toEqual({ rev: 3, view: null });
          },
          { name: `views; ${name}`, ...faults },
        ),
      );
    },
  );

  test("a stalled publisher never shows an expired view again", { timeout: 180_000 }, async () => {
    await explore(
      views(
        {
          stalled: publisher(edited, start + 1_000),
          sweep: async (context) => {
            await context.pass(2_000);
            return await publisher(edited, start + 1_000)(context);
          },
        },
        async ({ store }) => expect(await shown(store, edited)).toEqual({ rev: 2, view: null }),
        { name: "expiry; lost answer, late PUT", lostAnswers: 1, latePuts: 1 },
      ),
    );
  });

  test("a replaced link stays closed, and the new one open", { timeout: 180_000 }, async () => {
    const { lookup } = await tokenSecrets(edited.tracking_token);
    const replaced = changed(edited, replaceLink(edited, "zyxwvutsrqponmlkjihgfedcba543210", lookup), "replace");
    await explore(
      views(
        { stalled: publisher(edited), replacing: publisher(replaced) },
        async ({ store }) => {
          expect(await shown(store, edited)).toEqual({ rev: 3, view: null });
          expect(await shown(store, replaced)).toEqual({ rev: 3, view: '{"rev":3}' });
        },
        { name: "a replaced link; lost answer, late PUT", lostAnswers: 1, latePuts: 1 },
      ),
    );
  });
});

test("the open board has exactly the jobs that wait", { timeout: 180_000 }, async () => {
  const store = new MemoryObjectStore();
  const { writer } = protocol.open({ store, clock: longAgo, random: seededRandom(1) });
  const { job: unscheduled } = await writer.create({
    ...bookingOf("w", friday),
    draft: (made, at) => {
      const job = bookingOf("w", friday).draft(made, at);
      return { ...job, visits: job.visits.map((visit) => ({ ...visit, day: null, window: null })) };
    },
  });
  const schedule = await writer.change(unscheduled.id, {
    write: "schedule",
    by,
    decide: (job) => ({
      next: { ...job, visits: job.visits.map((visit) => ({ ...visit, day: saturday, window: morning })) },
      what: "moved",
    }),
  });
  const scheduled = schedule?.job;
  if (scheduled === undefined) throw new Error("It was not scheduled");
  const update = (job: Job) => (context: StoreContext) =>
    protocol.answerOf(() => protocol.updateOpenBoard(protocol.open(context).documents, job));
  await explore({
    name: "the open board; crash, lost answer",
    crashes: 1,
    lostAnswers: 1,
    setup: (fresh) => copyInto(store, fresh),
    actors: { older: update(unscheduled), newer: update(scheduled) },
    invariant: async ({ store: now, ended, now: at, crashed }) => {
      if (!ended) return;
      const clock = { now: () => at, sleep: () => Promise.resolve() };
      if (crashed.length > 0)
        await protocol.clearOpenBoard(protocol.open({ store: now, clock, random: seededRandom(2) }).documents);
      expect(readAll(now).cards).toEqual([]);
    },
  });
});

test(
  "a day that is written for the first time while its hours change has the new ones",
  { timeout: 180_000 },
  async () => {
    await explore({
      name: "new hours and a first booking; crash, lost answer",
      lostAnswers: 1,
      actors: {
        booker: ({ store, clock, random }) =>
          protocol.answerOf(() => protocol.open({ store, clock, random }).writer.create(bookingOf("w", friday))),
        owner: async ({ store, clock, random }) => {
          const { documents, settings } = protocol.open({ store, clock, random });
          return await protocol.answerOf(async () => {
            await settings.change((now) => ({ ...now, closed_days: [friday] }));
            await protocol.applyHours(documents, friday);
          });
        },
      },
      invariant: ({ store, ended, results }) => {
        if (ended && results["owner"] === "done") expect(readAll(store).days.get(friday)?.closed).toBe(true);
      },
    });
  },
);

test("every confirmation holds while a day is closed during bookings", { timeout: 180_000 }, async () => {
  const store = new MemoryObjectStore();
  await onePlace(protocol.open({ store, clock: longAgo, random: seededRandom(1) }), friday);
  await explore({
    name: "a booking and a day that closes; crash, lost answer",
    crashes: 1,
    lostAnswers: 1,
    setup: (fresh) => copyInto(store, fresh),
    actors: {
      booker: ({ store: own, clock, random }) =>
        protocol.answerOf(() => protocol.open({ store: own, clock, random }).writer.create(bookingOf("w", friday))),
      owner: ({ store: own, clock, random }) =>
        protocol.answerOf(() =>
          protocol
            .open({ store: own, clock, random })
            .documents.day(friday)
            .commit({
              apply: (draft) => {
                draft.closed = true;
                return { result: undefined, wrote: true };
              },
            }),
        ),
    },
    invariant: ({ store: now, ended, results }) => {
      if (!ended) return;
      const made = readAll(now).jobs.length;
      if (results["booker"] === "done") expect(made).toBe(1);
      if (results["booker"] === "window_full") expect(made).toBe(0);
    },
  });
});
