import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { freshId, type Random } from "../../domain/random.ts";
import { CounterDocuments } from "../../store/day-documents/counter-documents.ts";
import { Documents } from "../../store/day-documents/documents.ts";
import { Secrets } from "../../store/day-documents/secrets.ts";
import { DirectoryObjectStore } from "../../store/objects/directory/directory-object-store.ts";

/** A process that takes from one budget: `<folder> <most> <tries>`. Prints the takes that succeeded, as JSON. */
const [folder = "", most = "1", tries = "1"] = process.argv.slice(2);
const clock = { now: () => Date.now(), sleep: (ms: number) => setTimeout(ms) };
const random: Random = { bytes: (count) => new Uint8Array(randomBytes(count)), fraction: Math.random };
const documents = new Documents(
  {
    objects: new DirectoryObjectStore(folder, { clock, random }),
    clock,
    random,
    process: freshId(random),
    report: (error) => console.error(error),
  },
  "America/Los_Angeles",
);
const counters = new CounterDocuments(documents, new Secrets(documents));
const taken: number[] = [];
for (let turn = 0; turn < Number(tries); turn += 1) {
  const one = await counters.take({ kind: "sign-in-login", name: "mark" }, { most: Number(most), spanSeconds: 3_600 });
  if (one.taken) taken.push(one.used);
}
console.log(JSON.stringify(taken));
