import { freshId } from "../../domain/random.ts";
import { openSqliteObjectStore } from "../../store/adapters/sqlite/open-sqlite.ts";
import { openDocuments } from "../../store/documents/open-documents.ts";
import { EntryClock } from "../../store/jobs/log/entry-clock.ts";
import { systemClock as clock, systemRandom as random } from "../harness/machine.ts";

// A process that takes from one budget: `<folder> <most> <tries>`. Prints the takes that succeeded, as JSON.
const [folder = "", most = "1", tries = "1"] = process.argv.slice(2);
const objects = await openSqliteObjectStore({ folder, create: true, clock, random });
const { counters } = openDocuments({
  objects,
  clock,
  random,
  process: freshId(random),
  entryClock: new EntryClock(clock),
  takesTurns: false,
  spread_bytes: 4_096,
  report: (error) => console.error(error),
  timeZone: "America/Los_Angeles",
  findJob: () => Promise.resolve(null),
});
const taken: number[] = [];
for (let turn = 0; turn < Number(tries); turn += 1) {
  const one = await counters.take({ kind: "sign-in-login", name: "mark" }, { most: Number(most), spanSeconds: 3_600 });
  if (one.taken) taken.push(one.used);
}
console.log(JSON.stringify(taken));
await objects.close();
