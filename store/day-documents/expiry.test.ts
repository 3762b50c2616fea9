import { expect, test } from "vitest";
import { Client, RecordingPublisher, RecordingSender, seededRandom } from "../conformance/fixture.ts";
import { keys } from "../keys.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import { underTest } from "./under-test.ts";

test("notes of long ago are looked at once a day, those of these days each time", async () => {
  const objects = new MemoryObjectStore();
  const { open, clock } = underTest(1, () => objects);
  const client = new Client(
    open({ publisher: new RecordingPublisher(), sender: new RecordingSender() }),
    seededRandom(1),
    clock,
  );
  const { job } = await client.create();
  const [long, lately] = [keys.dueOn("2026-01-05", job.id), keys.dueOn("2026-11-19", job.id)];
  const left = async (): Promise<string[]> => {
    await client.jobs.sweep();
    const listed = await objects.list(keys.due);
    return listed.outcome === "listed" ? listed.keys : [];
  };
  const put = async () => {
    for (const key of [long, lately]) await objects.put(key, new TextEncoder().encode("{}"), "absent");
  };
  await put();
  expect(await left()).toEqual([]);
  await put();
  clock.pass(60_000);
  expect(await left()).toEqual([long]);
  clock.pass(24 * 3_600_000);
  expect(await left()).toEqual([]);
});
