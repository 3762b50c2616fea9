import { expect, test } from "vitest";
import { marksJob } from "../domain/job.fixture.ts";
import { sampleSettings } from "../domain/settings.ts";
import { messagePlan } from "./message-plan.ts";

const settings = { ...sampleSettings("America/Los_Angeles"), rev: 1 };
const now = Date.parse("2026-11-24T18:00:00.000Z");

const kindsOf = async (wanted: readonly ["job.created"] | readonly []) => {
  const stores = {
    settings: { read: () => Promise.resolve(settings) },
    webhooks: { wanted: () => Promise.resolve(new Set(wanted)) },
  };
  const planned = await messagePlan(stores).prepare();
  return planned({ before: null, job: marksJob(), notify: true, now }).map(({ kind }) => kind);
};

test("people get messages of a new job", async () => {
  expect(await kindsOf([])).toEqual(["send", "send"]);
});

test("other systems hear only of the types that an endpoint wants", async () => {
  expect(await kindsOf(["job.created"])).toEqual(["send", "send", "hook"]);
});
