import { MemoryObjectStore } from "../store/adapters/memory/memory-object-store.ts";
import { openStores } from "../store/open-stores.ts";
import { systemClock, systemRandom } from "./ambient.ts";
import { localOnly } from "./channels.ts";
import { compose } from "./compose.ts";
import { storeOptions } from "./store-options.ts";
import { noOutgoing } from "./outgoing.ts";
import { startWatchdog } from "./watchdog.ts";

/**
 * A process whose App blocks the event loop for the given number of milliseconds, or forever. The watchdog's test
 * starts it.
 */
const blockMs = Number(process.argv[2]);
const clock = systemClock();
const publicObjects = new MemoryObjectStore(() => clock.now());
const report = (error: unknown) => {
  throw error;
};
const urls = { site: "http://localhost:4100", dashboard: "http://localhost:4102" };
const parts = {
  urls: () => urls,
  clock,
  random: systemRandom,
  report,
  process: "test",
  timeZone: "UTC",
  channels: () => localOnly,
};
const state = openStores({
  ...storeOptions(parts, publicObjects),
  objects: new MemoryObjectStore(() => clock.now()),
  takesTurns: false,
  spread_bytes: 4_096,
});
const { app } = compose({
  ...state,
  channels: localOnly,
  publicObjects,
  health: { check: () => Promise.resolve(null) },
  clock,
  random: systemRandom,
  report,
  plainHttp: true,
  deployed: false,
  limits: false,
  outgoing: noOutgoing,
  sendsTexts: () => Promise.resolve(false),
  urls,
  settings: {
    stored: () => state.settings.stored(),
    change: (apply) => state.settings.change(apply),
    adopt: (stored) => state.settings.adopt(stored),
    read: () => {
      for (const until = performance.now() + blockMs; performance.now() < until;) continue;
      return state.settings.read();
    },
  },
});
const { watch, close } = startWatchdog();
// The watchdog detects a block by a missing beat, so wait for the first beats.
await clock.sleep(600);
const answer = await app(["site"], () => undefined, watch).fetch(
  new Request("http://localhost:4100/api/v1/area?postal_code=token-secret", {
    headers: { authorization: "Bearer secret-secret" },
  }),
  { clientAddress: "127.0.0.1" },
);
await clock.sleep(600);
await close();
process.stdout.write(`${answer.status} ${answer.headers.get("x-request-id") ?? ""}\n`);
