import { join } from "node:path";
import type { Random } from "../../domain/random.ts";
import { seededRandom } from "../../store/conformance/fixture.ts";
import { RecordingSender, Swaps } from "./act/recording-sender.ts";
import type { SteppingClock } from "./fault/stepping-clock.ts";
import { Log, now_us } from "./log.ts";
import { openStore } from "./open-store.ts";
import { openPlace, type Place } from "./place.ts";

/**
 * What is left to do, done by one process without faults: outbox entries that waited for a later try, places in limbo
 * past their grace time. More rounds than that needs are not run: what is still left then is a finding.
 */
export const settle = async (
  place: Place,
  { clock, random, logs, seed }: { clock: SteppingClock; random: Random; logs: string; seed: number },
): Promise<void> => {
  const log = new Log(join(logs, "rest.1.jsonl"));
  const swaps = new Swaps();
  const kept = swaps.watch(await openPlace(place, { clock, random }));
  // Past every clock that was set wrong.
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
