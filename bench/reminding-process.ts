import { createInterface } from "node:readline";
import { freshId } from "../domain/random.ts";
import { systemClock, systemRandom } from "../main/ambient.ts";
import { localOnly } from "../main/channels.ts";
import { DailyRuns } from "../main/daily-runs.ts";
import { storeOptions } from "../main/store-options.ts";
import { TwilioChannel } from "../notify/twilio/twilio-channel.ts";
import { MemoryObjectStore } from "../store/adapters/memory/memory-object-store.ts";
import { openStores } from "../store/open-stores.ts";
import { engineKinds } from "./day-logs.ts";
import { counted } from "./store/counted.ts";
import { openSqlite } from "./store/day-log-contender.ts";

/**
 * One of the processes of `reminding-together.ts`. It sends the reminders of tomorrow from the store in a folder until its
 * input ends, and prints its requests to the store. It begins with the first line of its input, and its clock is moved.
 */
const [folder = "", provider = "", moved = "0"] = process.argv.slice(2);
const { objects, counts, reset } = counted(await openSqlite(folder));
const system = systemClock();
const clock = { now: () => system.now() + Number(moved), sleep: (ms: number) => system.sleep(ms) };
const text = new TwilioChannel(
  { base: provider, account_sid: "AC1", user: "AC1", password: "token", sender: { number: "+16195550100" } },
  { now: () => clock.now(), fetch },
);
let faults = 0;
const report = (error: unknown): void => {
  faults += 1;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
};
const parts = {
  clock,
  random: systemRandom,
  report,
  process: freshId(systemRandom),
  timeZone: "UTC",
  channels: () => ({
    ...localOnly,
    read: () => Promise.resolve({ text, email: null, local: false, paused: null }),
  }),
  urls: () => ({ site: "https://book.coastline.example", dashboard: "https://office.coastline.example" }),
};
const stores = openStores({
  ...storeOptions(parts, new MemoryObjectStore(() => clock.now())),
  ...engineKinds.sqlite,
  objects,
});
const runs = new DailyRuns({ ...stores, clock, report });

const lines = createInterface({ input: process.stdin });
const input = { isOver: false };
lines.on("close", () => void (input.isOver = true));
process.stdout.write("ready\n");
await new Promise((resolve) => lines.once("line", resolve));
reset();
let queued_s: number | null = null;
const began = performance.now();
while (!input.isOver) {
  await runs.runIfDue();
  queued_s ??= (performance.now() - began) / 1_000;
  await stores.jobs.drain();
  await system.sleep(200);
}
process.stdout.write(`${JSON.stringify({ ...counts, queued_s, faults })}\n`);
process.exit();
