import { expect, it } from "vitest";
import type { Answer } from "../../../http/client.ts";
import type { Job, VisitPatch } from "../../../http/api-client.ts";
import { sampleCard } from "./board.sample.ts";
import { moveVisit } from "./move-visit.ts";

const card = sampleCard("mark", { rev: 4 });
const target = { crew: "dana", day: "2026-11-27", window: { start: "12:00", end: "16:00" } };
const job = (rev: number, change: object = {}, first: object[] = []): Job =>
  ({ id: "mark", rev, visits: [...first, { id: "v1", ...pick(card), ...change }] }) as unknown as Job;
const pick = ({ kind, day, window, crew, state }: typeof card) => ({ kind, day, window, crew, state });
const saved = (value: Job): Answer<Job> => ({ ok: true, value, replayed: false });
const refused = (code: string, facts: object): Answer<Job> =>
  ({ ok: false, problem: { code, status: 409, ...facts } }) as unknown as Answer<Job>;

interface Asked {
  id: string;
  visit_id: string;
  rev: number;
  body: VisitPatch;
}

const api = (...answers: Answer<Job>[]) => {
  const asked: [string, number, VisitPatch][] = [];
  return {
    asked,
    patchVisit: ({ id, visit_id: visit, rev, body }: Asked) => {
      asked.push([`${id}/${visit}`, rev, body]);
      return Promise.resolve(answers.shift() ?? refused("unexpected", {}));
    },
  };
};

it("is one change of the version shown, of what changes only", async () => {
  const one = api(saved(job(5)));
  expect(await moveVisit(one, card, target)).toMatchObject({ kind: "saved" });
  expect(one.asked).toEqual([["mark/v1", 4, { crew: "dana", day: "2026-11-27", window: target.window }]]);
  const crewAlone = api(saved(job(5)));
  await moveVisit(crewAlone, card, { ...target, window: card.window });
  expect(crewAlone.asked[0]?.[2]).toEqual({ crew: "dana" });
});

it("merges with another person's change of something else", async () => {
  const both = api(refused("stale", { current: job(6) }), saved(job(7)));
  expect(await moveVisit(both, card, target)).toMatchObject({ kind: "saved", job: { rev: 7 } });
  expect(both.asked.map(([, rev]) => rev)).toEqual([4, 6]);
});

it("gives up after four tries against changes of other things, and returns the newest job", async () => {
  const busy = api(...[5, 6, 7, 8, 9].map((rev) => refused("stale", { current: job(rev) })));
  expect(await moveVisit(busy, card, target)).toMatchObject({ kind: "stale", job: { rev: 8 } });
  expect(busy.asked.map(([, rev]) => rev)).toEqual([4, 5, 6, 7]);
});

it("is not saved if another person moved the visit first", async () => {
  const other = api(refused("stale", { current: job(6, { crew: "luis" }) }));
  expect(await moveVisit(other, card, target)).toMatchObject({ kind: "stale", job: { rev: 6 } });
  expect(other.asked).toHaveLength(1);
});

it("that landed without our hearing of it is found", async () => {
  const lost = api(refused("stale", { current: job(5, target) }));
  expect(await moveVisit(lost, card, target)).toMatchObject({ kind: "saved", job: { rev: 5 } });
});

it("tells what else is free where the window is full, and passes other refusals on", async () => {
  const free = [{ day: "2026-11-28", start: "08:00", end: "12:00", left: 2 }];
  expect(await moveVisit(api(refused("window_full", { alternatives: free })), card, target)).toEqual({
    kind: "full",
    alternatives: free,
  });
  expect(await moveVisit(api({ ok: false, problem: null }), card, target)).toEqual({
    kind: "refused",
    problem: null,
  });
});

it("asks for a place beside another visit, and repeats it after another person's change of the job", async () => {
  const here = { crew: card.crew, day: card.day, window: card.window };
  const place = { after: { job: "bo", visit: "v1" } };
  const two = api(refused("stale", { current: job(6) }), saved(job(7)));
  expect(await moveVisit(two, card, { ...here, place })).toMatchObject({ kind: "saved", job: { rev: 7 } });
  expect(two.asked).toEqual([
    ["mark/v1", 4, { place }],
    ["mark/v1", 6, { place }],
  ]);
  expect(await moveVisit(api(refused("neighbor_gone", {})), card, { ...here, place })).toEqual({
    kind: "neighbor_gone",
  });
});
