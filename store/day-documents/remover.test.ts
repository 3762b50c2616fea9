import { expect, test } from "vitest";
import { newJob } from "../../domain/new-job.ts";
import {
  customer,
  friday,
  jobDraft,
  moved,
  morning,
  saturday,
  seededRandom,
  SteppedClock,
  visitOf,
} from "../conformance/fixture.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import type { Finding } from "../upkeep.ts";
import { openDayDocuments } from "./open-day-documents.ts";

test("after a removal the doctor finds nothing, and no key is left but the days and the idempotency note", async () => {
  const objects = new MemoryObjectStore();
  const clock = new SteppedClock();
  const { jobs, upkeep } = openDayDocuments({
    objects,
    clock,
    random: seededRandom(1),
    process: "process-1",
    timeZone: "America/Los_Angeles",
    report: () => undefined,
    publisher: () => ({ publish: () => Promise.resolve() }),
    sender: { timeout_ms: 1_000, send: () => Promise.resolve() },
  });
  const { job } = await jobs.create({
    homeDay: friday,
    write: "w1",
    by: customer,
    idempotency: { hash: "key", request: "request" },
    draft: (identity, stamp) =>
      newJob(
        { ...jobDraft, customer: { name: "Ana" }, visits: [visitOf("v1", "service", friday, morning)] },
        identity,
        stamp,
      ),
  });
  await jobs.change(job.id, { write: "w2", by: customer, decide: (now) => moved(now, "v1", saturday, morning) });
  expect(await jobs.remove(job.id, customer)).toBe(true);
  while ((await jobs.drain()) > 0) clock.pass(60_000);
  clock.pass(3_600_000);
  await jobs.sweep();
  const found: Finding[] = [];
  for await (const finding of upkeep.examine()) found.push(finding);
  expect(found).toEqual([]);
  const listed = await objects.list("");
  const left = listed.outcome === "listed" ? listed.keys : [];
  expect(left.filter((key) => !key.startsWith("days/"))).toEqual(["keys/key", "open.json"]);
});
