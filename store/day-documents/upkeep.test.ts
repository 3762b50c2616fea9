import { expect, test } from "vitest";
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
  return { objects, client, clock, rewrite, textOf, examine, mend };
};
const hour = 3_600_000;
/** The lines of one section of a day, as they lie there. */
const withReferences = (text: string, change: (lines: string) => string): string =>
  text.replace(
    /("references":\[\n)([^]*?)(\n\],"outbox")/,
    (_all, before: string, lines: string, after: string) => before + change(lines) + after,
  );

test("a place that no job names is ended, and the window is free again", async () => {
  const { client, clock, rewrite, mend } = scene();
  const { job } = await client.create();
  await client.move(job.id, saturday, morning);
  await client.settle();
  clock.pass(hour);
  // As a crash between taking a place and naming it leaves it: the same line under a name that nobody has.
  await rewrite(keys.day(saturday), (text) =>
    withReferences(text, (lines) => `${lines},\n${lines.replace(/"ref":"[^"]+"/, '"ref":"abandoned"')}`),
  );
  expect(await client.taken(saturday, morning)).toBe(2);
  await mend("dead_reference");
  expect(await client.taken(saturday, morning)).toBe(1);
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
  expect(await client.jobs.findByLookup(own.slice(keys.tokens.length))).toEqual(job);
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
