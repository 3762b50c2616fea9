import { expect, test } from "vitest";
import { forgetJob, isForgotten } from "./forget-job.ts";
import { fullJob } from "./full-job.fixture.ts";
import { atRevision } from "./history.ts";
import type { Job } from "./job.ts";
import { undoableEntry } from "./undoable-entry.ts";

const job: Job = fullJob;
const stamp = {
  id: "w9",
  at: "2027-01-10T10:00:00.000Z",
  by: { kind: "dispatcher", name: "Ana" },
  token: "fresh",
  lookup: "old",
} as const;
const forgotten = forgetJob(job, stamp);

/** Every text in a value, with its path. */
const textsIn = (value: unknown, path = ""): [string, string][] => {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => textsIn(one, `${path}/${name}`));
};

test("nothing that a person wrote, and nothing that names the person, is left", () => {
  const personal =
    /customer\/(?:phone|email|contact_by|language|text_consent)|street|notes?$|reason$|description|message$|approved\/name|agreed\/name|terms/;
  const left = textsIn(forgotten).filter(([path, text]) => personal.test(path) && text !== "");
  expect(left.filter(([, text]) => text !== "Forgotten customer")).toEqual([]);
  const all = JSON.stringify(forgotten);
  for (const text of ["Soderblom", "Mark", "+16195550142", "mark@example.com", "Gate 4417", job.tracking_token])
    expect([text, all.includes(text)]).toEqual([text, false]);
});

test("the books stay: days, place, price, and who did the work", () => {
  expect(forgotten).toMatchObject({
    rev: job.rev + 1,
    status: job.status,
    service: job.service,
    items: job.items,
    location: { street: "", city: "San Diego", state: "CA", postal_code: "92122" },
    equipment: job.equipment,
    link: "revoked",
    tracking_token: "fresh",
    retired_lookups: [...job.retired_lookups, "old"],
  });
  expect({ ...forgotten.pricing, amendments: [] }).toEqual({ ...job.pricing, amendments: [] });
  expect(forgotten.pricing.amendments.map(({ to_cents }) => to_cents)).toEqual(
    job.pricing.amendments.map(({ to_cents }) => to_cents),
  );
  expect(forgotten.history.map(({ id, at, what }) => [id, at, what])).toEqual([
    ...job.history.map(({ id, at, what }) => [id, at, what]),
    ["w9", stamp.at, "forgotten"],
  ]);
});

test("each earlier revision can still be made, without the person, and nothing can be undone", () => {
  for (let rev = 1; rev <= job.rev; rev += 1) {
    const earlier = atRevision(forgotten, rev);
    expect([earlier.rev, earlier.customer?.name]).toEqual([rev, "Forgotten customer"]);
    expect(earlier.status).toBe(atRevision(job, rev).status);
  }
  expect([isForgotten(job), isForgotten(forgotten)]).toEqual([false, true]);
  expect(undoableEntry(forgotten.history)).toBeUndefined();
});
