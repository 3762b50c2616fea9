import { expect, test } from "vitest";
import {
  Client,
  friday,
  moved,
  morning,
  RecordingPublisher,
  RecordingSender,
  saturday,
  seededRandom,
  thursday,
} from "../conformance/fixture.ts";
import { UnreadableDocument } from "../job-store.ts";
import { keys } from "../keys.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import { underTest } from "./under-test.ts";

const scene = () => {
  const objects = new MemoryObjectStore();
  const made = underTest(1, () => objects);
  const client = new Client(
    made.open({ publisher: new RecordingPublisher(), sender: new RecordingSender() }),
    seededRandom(1),
    made.clock,
  );
  return { objects, client, clock: made.clock };
};

const spoil = async (objects: MemoryObjectStore, key: string): Promise<string> => {
  const got = await objects.get(key);
  if (got.outcome !== "found") throw new Error("It is not there");
  const text = new TextDecoder().decode(got.body);
  await objects.put(key, new TextEncoder().encode(text.slice(0, text.length / 2)), "any");
  return text;
};

test("a document that is not what was written is named, and not written over", async () => {
  const { objects, client } = scene();
  const { job } = await client.create();
  await spoil(objects, keys.day(friday));
  const error = await client.jobs.find(job.id).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(UnreadableDocument);
  expect(error).toMatchObject({ key: keys.day(friday) });
  await expect(
    client.jobs.create({ homeDay: friday, write: "w", by: { kind: "system", name: "" }, draft: () => job }),
  ).rejects.toThrow(UnreadableDocument);
  const got = await objects.get(keys.day(friday));
  expect(got.outcome === "found" && new TextDecoder().decode(got.body).endsWith("}\n")).toBe(false);
});

test("a home document that cannot be read holds up none of its neighbours", async () => {
  const { objects, client, clock } = scene();
  const { job: broken } = await client.create({ day: thursday });
  await client.move(broken.id, saturday, morning);
  const { job } = await client.create();
  await client.move(job.id, saturday, morning);
  await client.settle();
  const got = await objects.get(keys.day(saturday));
  if (got.outcome !== "found") throw new Error("It is there");
  // A place that no job has, behind the one whose home cannot be read.
  const text = new TextDecoder().decode(got.body);
  const line = text.split("\n").find((one) => one.includes(`"job":"${job.id}"`)) ?? "";
  const dead = line.replace(/"ref":"[^"]+"/, '"ref":"abandoned"').replace(/,$/, "");
  const added = text.replace('\n],"outbox"', `,\n${dead}\n],"outbox"`);
  await objects.put(keys.day(saturday), new TextEncoder().encode(added), "any");
  await spoil(objects, keys.day(thursday));
  clock.pass(3_600_000);
  await client.settings.change((now) => ({ ...now, hours: { ...now.hours, sat: [{ ...morning, capacity: 9 }] } }));
  expect(await client.taken(saturday, morning)).toBe(3);
  await client.jobs.sweep();
  const [capacity] = await client.jobs.capacity(saturday, saturday);
  expect(capacity?.windows).toEqual([{ ...morning, capacity: 9, taken: 2 }]);
  clock.pass(9 * 86_400_000);
  await client.jobs.sweep();
  expect((await client.jobs.waiting()).map(({ id }) => id)).toEqual([job.id]);
});

test("a home document that cannot be read is no reason to end its references", async () => {
  const { objects, client, clock } = scene();
  const { job } = await client.create();
  await client.move(job.id, saturday, morning);
  await client.settle();
  const text = await spoil(objects, keys.day(friday));
  clock.pass(3_600_000);
  await client.jobs.sweep();
  await objects.put(keys.day(friday), new TextEncoder().encode(text), "any");
  expect(await client.taken(saturday, morning)).toBe(1);
  expect((await client.change(job.id, (now) => moved(now, "v1", friday, morning))).changed).toBe(true);
});
