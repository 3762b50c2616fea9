import { expect, test } from "vitest";
import { marksJob } from "../domain/job.fixture.ts";
import { sampleSettings } from "../domain/settings.ts";
import { messagePlan } from "./message-plan.ts";

const settings = { ...sampleSettings("America/Los_Angeles"), rev: 1 };
const now = Date.parse("2026-11-24T18:00:00.000Z");

const kindsOf = async (wanted: readonly ["job.created"] | readonly [], toPeople: boolean) => {
  const stores = {
    settings: { read: () => Promise.resolve(settings) },
    webhooks: { wanted: () => Promise.resolve(new Set(wanted)) },
  };
  const planned = await messagePlan(stores, { toPeople }).prepare();
  return planned({ before: null, job: marksJob(), notify: true, now }).map(({ kind }) => kind);
};

test("other systems hear only of the types that an endpoint wants", async () => {
  expect(await kindsOf(["job.created"], false)).toEqual(["hook"]);
  expect(await kindsOf([], false)).toEqual([]);
});

test("people get messages once a sender is set up", async () => {
  expect(await kindsOf([], true)).toEqual(["send", "send"]);
});
