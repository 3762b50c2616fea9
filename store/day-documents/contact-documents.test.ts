import { expect, it } from "vitest";
import { SteppedClock, seededRandom } from "../conformance/fixture.ts";
import { MemoryObjectStore } from "../objects/memory/memory-object-store.ts";
import { ContactDocuments } from "./contact-documents.ts";
import { Documents } from "./documents.ts";

const open = (objects: MemoryObjectStore, seed: number) =>
  new ContactDocuments(
    new Documents(
      { objects, clock: new SteppedClock(), random: seededRandom(seed), process: `p${seed}`, report: () => undefined },
      "America/Los_Angeles",
    ),
  );

it("tells each process what a contact has booked, once each, without what is over, and never more than twenty", async () => {
  const objects = new MemoryObjectStore();
  const [one, two] = [open(objects, 1), open(objects, 2)];
  expect(await one.jobsOf("h")).toEqual([]);
  await Promise.all([one.note("h", "261127-AAAA", []), two.note("h", "261127-BBBB", [])]);
  await two.note("h", "261127-AAAA", []);
  expect((await one.jobsOf("h")).toSorted()).toEqual(["261127-AAAA", "261127-BBBB"]);
  expect(await one.jobsOf("other")).toEqual([]);
  await one.note("h", "261127-CCCC", ["261127-AAAA", "261127-BBBB"]);
  expect(await two.jobsOf("h")).toEqual(["261127-CCCC"]);
  for (let at = 10; at < 35; at += 1) await two.note("h", `261127-00${at}`, []);
  expect(await one.jobsOf("h")).toHaveLength(20);
  expect((await one.jobsOf("h")).at(-1)).toBe("261127-0034");
});
