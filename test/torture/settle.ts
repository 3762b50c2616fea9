import { join } from "node:path";
import type { Random } from "../../domain/random.ts";
import { seededRandom } from "../../store/conformance/fixture.ts";
import { RecordingSender, Swaps } from "./act/recording-sender.ts";
import type { SteppingClock } from "./fault/stepping-clock.ts";
import { Log, now_us } from "./log.ts";
import { openStore } from "./open-store.ts";
import { openPlace, type Place } from "./place.ts";

/**
 * Drains and sweeps with one process without faults: outbox entries that wait for a retry, and orphaned reservations past
 * their grace period. It runs only as many rounds as that needs, so anything left afterwards is an issue.
 */
export const settle = async (
  place: Place,
  { clock, random, logs, seed }: { clock: SteppingClock; random: Random; logs: string; seed: number },
): Promise<void> => {
  const log = new Log(join(logs, "rest.1.jsonl"));
  const swaps = new Swaps();
  const kept = swaps.watch(await openPlace(place, { clock, random }));
  // Later than every clock that was set wrong.
  clock.pass(8 * 3_600_000);
  for (let round = 1; round <= 3; round += 1) {
    const { jobs } = openStore({
      kept,
      clock,
      random,
      process: `rest ${round}`,
      report: () => undefined,
      sender: new RecordingSender({ log, chance: seededRandom(seed), swaps, failing: 0 }),
      mayPublish: () => undefined,
      published: (job, rev, real) => log.write({ k: "published", t: now_us(), job, rev, real }),
    });
    await jobs.sweep();
    for (let drains = 0; drains < 30 && (await jobs.drain()) > 0; drains += 1) clock.pass(20 * 60_000);
    clock.pass(10 * 60_000);
  }
  log.close();
};
