import { describe, expect, test } from "vitest";
import {
  afternoon,
  Client,
  friday,
  morning,
  RecordingPublisher,
  RecordingSender,
  renamed,
  saturday,
  seededRandom,
  thursday,
} from "../conformance/fixture.ts";
import { keys } from "../keys.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import type { Finding } from "../upkeep.ts";
import { lookupOf } from "../job-token.ts";
import { underTest } from "./under-test.ts";

const scene = () => {
  const objects = new MemoryObjectStore();
  const { open, clock } = underTest(1, () => objects);
  const sides = { publisher: new RecordingPublisher(), sender: new RecordingSender() };
  const client = new Client(open(sides), seededRandom(1), clock);
  const textOf = async (key: string): Promise<string> => {
    const got = await objects.get(key);
    if (got.outcome !== "found") throw new Error(`${key} is not there`);
    return new TextDecoder().decode(got.body);
  };
  const rewrite = async (key: string, change: (text: string) => string): Promise<void> =>
    void (await objects.put(key, new TextEncoder().encode(change(await textOf(key))), "any"));
  const examine = async (): Promise<Finding[]> => {
    const found: Finding[] = [];
    for await (const finding of open(sides).upkeep.examine()) found.push(finding);
    return found;
  };
  const mend = async (kind: Finding["kind"]): Promise<void> => {
    const found = await examine();
    expect(found.map((finding) => finding.kind)).toEqual([kind]);
    for (const finding of found) expect((await open(sides).upkeep.repair(finding)).mended).toBe(true);
    await client.settle();
    expect(await examine()).toEqual([]);
  };
  const upkeep = () => open(sides).upkeep;
  /** What is told of each. */
  const repairAll = async (): Promise<string[]> => {
    const notes: string[] = [];
    for (const finding of await examine()) {
      const done = await open(sides).upkeep.repair(finding);
      expect(done.mended).toBe(true);
      notes.push(...done.notes);
    }
    return notes;
  };
  return { objects, client, clock, publisher: sides.publisher, upkeep, rewrite, textOf, examine, mend, repairAll };
};
const hour = 3_600_000;
/** The lines of one section of a day, as they lie there. */
const withReferences = (text: string, change: (lines: string) => string): string =>
  text.replace(
    /("references":\[\n)([^]*?)(\n\],"outbox")/,
    (_all, before: string, lines: string, after: string) => before + change(lines) + after,
  );
/** One place more, under a name that no job has. */
const withAbandoned = (text: string): string =>
  withReferences(text, (lines) => `${lines},\n${lines.replace(/"ref":"[^"]+"/, '"ref":"abandoned"')}`);

test("a place that no job names is ended, and the window is free again", async () => {
  const { client, clock, rewrite, mend } = scene();
  const { job } = await client.create();
  await client.move(job.id, saturday, morning);
  await client.settle();
  clock.pass(hour);
  // As a crash between taking a place and naming it leaves it: the same line under a name that nobody has.
  await rewrite(keys.day(saturday), withAbandoned);
  expect(await client.taken(saturday, morning)).toBe(2);
  await mend("dead_reference");
  expect(await client.taken(saturday, morning)).toBe(1);
});

test("a place that stands there twice stands there once again", async () => {
  const { client, clock, rewrite, mend } = scene();
  const { job } = await client.create();
  const moved = await client.move(job.id, saturday, morning);
  await client.settle();
  clock.pass(hour);
  await rewrite(keys.day(saturday), (text) => withReferences(text, (lines) => `${lines},\n${lines}`));
  expect(await client.taken(saturday, morning)).toBe(2);
  await mend("doubled_reference");
  expect(await client.taken(saturday, morning)).toBe(1);
  expect(await client.find(job.id)).toEqual(moved.job);
});

test("a place that a job names and that is not there is taken again", async () => {
  const { client, clock, rewrite, mend } = scene();
  const { job } = await client.create();
  const moved = await client.move(job.id, saturday, morning);
  await client.settle();
  clock.pass(hour);
  await rewrite(keys.day(saturday), (text) => withReferences(text, () => ""));
  expect(await client.taken(saturday, morning)).toBe(0);
  await mend("missing_reference");
  expect(await client.taken(saturday, morning)).toBe(1);
  expect(await client.find(job.id)).toEqual(moved.job);
});

test("what a change left to do is done, though the note that a drainer comes by for is gone", async () => {
  const { client, clock, objects, publisher, upkeep, examine } = scene();
  const overdue: Finding = { kind: "overdue_outbox", where: keys.day(friday), detail: "", repairable: true };
  publisher.failing = true;
  const { job } = await client.create();
  publisher.failing = false;
  const note = await objects.get(keys.pendingDay(friday));
  if (note.outcome !== "found") throw new Error("There is a note");
  await objects.delete(keys.pendingDay(friday), note.version);
  clock.pass(hour);
  expect((await examine()).map(({ kind }) => kind)).toEqual(["overdue_outbox", "view_behind"]);
  expect((await upkeep().repair({ ...overdue, day: friday })).mended).toBe(true);
  expect(publisher.published.get(job.id)).toMatchObject({ rev: 1 });
  expect(await examine()).toEqual([]);
  expect((await upkeep().repair({ ...overdue, day: friday })).mended).toBe(false);
});

test("a day whose note was taken away puts another for what it has to do next", async () => {
  const { client, clock, objects, publisher, rewrite, examine, repairAll } = scene();
  const { job } = await client.create();
  await client.move(job.id, saturday, morning);
  await client.settle();
  clock.pass(hour);
  // Ending it marks its home, and leaves nothing to do there.
  await rewrite(keys.day(saturday), withAbandoned);
  await repairAll();
  expect((await examine()).map(({ kind, where }) => [kind, where])).toEqual([
    ["dangling_pointer", keys.pendingDay(friday)],
  ]);
  await repairAll();
  expect((await objects.get(keys.pendingDay(friday))).outcome).toBe("missing");
  publisher.failing = true;
  await client.change(job.id, renamed("Bea"));
  publisher.failing = false;
  await client.settle();
  expect(publisher.published.get(job.id)).toMatchObject({ customer: { name: "Bea" } });
});

describe("a note that is not what was written", () => {
  const broken = new TextEncoder().encode('{"id":"x');

  test("of a link: it is named, what else is wrong is named as well, and the link leads to its job again", async () => {
    const { client, clock, objects, publisher, examine, repairAll } = scene();
    const { job } = await client.create();
    const { job: other } = await client.create();
    await client.settle();
    clock.pass(hour);
    publisher.published.delete(other.id);
    const key = keys.token(lookupOf(job.tracking_token));
    await objects.put(key, broken, "any");
    expect((await examine()).map(({ kind, where }) => [kind, where])).toEqual([
      ["view_behind", keys.view(lookupOf(other.tracking_token))],
      ["unreadable_document", key],
    ]);
    const notes = await repairAll();
    expect(notes).toEqual([expect.stringMatching(/was taken away.*points its link again/)]);
    expect((await examine()).map(({ kind }) => kind)).toEqual(["missing_pointer"]);
    await repairAll();
    expect(await examine()).toEqual([]);
    expect(await client.jobs.findByToken(job.tracking_token)).toEqual(job);
  });

  test("of an idempotency key: it is named, and taken away", async () => {
    const { client, clock, objects, examine, repairAll } = scene();
    await client.create({ key: "k1" });
    await client.settle();
    clock.pass(hour);
    const listed = await objects.list(keys.idempotencies);
    const [key = ""] = listed.outcome === "listed" ? listed.keys : [];
    await objects.put(key, broken, "any");
    expect(await examine()).toMatchObject([{ kind: "unreadable_document", where: key, repairable: true }]);
    expect(await repairAll()).toEqual([expect.stringMatching(/sent once more with that key.*is made once more/)]);
    expect(await examine()).toEqual([]);
  });

  test.each(["still marked", "no longer marked"])(
    "of a day's work, %s: it marks as well, and nothing stops",
    async (how) => {
      const { client, objects, publisher, examine } = scene();
      publisher.failing = how === "still marked";
      await client.create();
      publisher.failing = false;
      if (how === "no longer marked") await client.settle();
      await objects.put(keys.pendingDay(friday), broken, "any");
      expect((await examine()).map(({ kind }) => kind)).toEqual(how === "still marked" ? [] : ["dangling_pointer"]);
      const { job } = await client.create();
      await client.settle();
      expect(publisher.published.get(job.id)).toMatchObject({ rev: 1 });
      expect((await objects.get(keys.pendingDay(friday))).outcome).toBe("missing");
    },
  );
});

test("a board of another day, and the list of what waits, catch up with the job", async () => {
  const { client, clock, rewrite, mend } = scene();
  const { job } = await client.create();
  await client.move(job.id, saturday, afternoon);
  await client.change(job.id, renamed("Bea"));
  const waiting = await client.create({ day: null });
  await client.settle();
  clock.pass(hour);
  await rewrite(keys.day(saturday), (text) => text.replace('"card":{"rev":3', '"card":{"rev":2'));
  await mend("card_behind");
  await rewrite(keys.open, (text) => text.replace(/"cards": \[[^]*\],\n "rolled_to"/, '"cards": [],\n "rolled_to"'));
  expect(await client.jobs.waiting()).toEqual([]);
  await mend("card_behind");
  expect((await client.jobs.waiting()).map(({ id }) => id)).toEqual([waiting.job.id]);
});

test("a pointer to a job that was never made goes after a day, and not before; a job's own comes back", async () => {
  const { client, clock, objects, examine, mend } = scene();
  const { job } = await client.create({ day: thursday });
  await client.settle();
  const at = new Date(clock.now()).toISOString();
  await objects.put("tokens/nobody", new TextEncoder().encode(JSON.stringify({ job: "261127-ZZZZ", at })), "absent");
  clock.pass(23 * hour);
  expect(await examine()).toEqual([]);
  clock.pass(hour);
  await mend("dangling_pointer");
  expect((await objects.get("tokens/nobody")).outcome).toBe("missing");

  const listed = await objects.list(keys.tokens);
  const [own = ""] = listed.outcome === "listed" ? listed.keys : [];
  const there = await objects.get(own);
  if (there.outcome !== "found") throw new Error("It has a pointer");
  await objects.delete(own, there.version);
  await mend("missing_pointer");
  expect(await client.jobs.findByToken(job.tracking_token)).toEqual(job);
});

test("an idempotency key is swept an hour after its day", async () => {
  const { client, clock, objects } = scene();
  await client.create();
  const left = async () => {
    const listed = await objects.list(keys.idempotencies);
    return listed.outcome === "listed" ? listed.keys.length : -1;
  };
  clock.pass(24.5 * hour);
  await client.jobs.sweep();
  expect(await left()).toBe(1);
  clock.pass(2 * hour);
  await client.jobs.sweep();
  expect(await left()).toBe(0);
});

test("a day of more than 1,000 jobs: advised, not repaired", async () => {
  const { client, clock, rewrite, examine } = scene();
  const { job } = await client.create({ window: null });
  await client.settle();
  clock.pass(hour);
  await rewrite(keys.day(friday), (text) => {
    const line = text.split("\n").find((one) => one.startsWith('{"job"')) ?? "";
    const lines = Array.from({ length: 1_001 }, (_, at) =>
      line.replaceAll(job.id, `261127-${String(at).padStart(4, "0")}`),
    );
    return text.replace(line, lines.join(",\n"));
  });
  expect((await examine()).filter(({ kind }) => kind === "crowded_day")).toMatchObject([
    { day: friday, repairable: false, detail: expect.stringMatching(/1001 jobs.*tailboard migrate/) },
  ]);
});
