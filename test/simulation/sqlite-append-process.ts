import { appendToLog } from "../../store/port/conformance/race-workers.ts";
import { openSqliteObjectStore } from "../../store/adapters/sqlite/open-sqlite.ts";
import { systemClock, systemRandom } from "../harness/machine.ts";

// A process that appends entries to one log: `<folder> <name> <entries> <clients>`. Prints each confirmed id.
const [folder = "", name = "", entries = "1", clients = "1"] = process.argv.slice(2);
const store = await openSqliteObjectStore({ folder, create: true, clock: systemClock, random: systemRandom });
await Promise.all(
  Array.from({ length: Number(clients) }, async (_, client) => {
    let number = 0;
    for (let turn = 0; turn < Number(entries); turn += 1) {
      const id = `${name}-${client}-${turn}`;
      number = await appendToLog(store, id, number + 1);
      process.stdout.write(`${id}\n`);
    }
  }),
);
await store.close();
