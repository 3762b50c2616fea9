import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Random } from "../../domain/random.ts";
import { RecordingSender } from "./act/recording-sender.ts";
import { Swaps } from "./act/swaps.ts";
import type { Code } from "./code.ts";
import { SteppingClock } from "./fault/stepping-clock.ts";
import { Log, now_us } from "./log.ts";
import { openStore } from "./open-store.ts";
import { openPlace, type Place } from "./place.ts";

interface Settling {
  code: Code;
  random: Random;
  logs: string;
  provider: string;
  rounds: number;
}

/**
 * Drains and sweeps with new processes without faults: outbox entries that wait for a retry, orphaned reservations past
 * their grace period, and the markers of hours that end after the run. Anything left afterwards is a violation.
 */
export const settle = async (place: Place, { code, random, logs, provider, rounds }: Settling): Promise<void> => {
  const log = new Log(join(logs, "rest.1.jsonl"));
  const swaps = new Swaps();
  const objects = swaps.watch(await openPlace(place, random));
  const clock = new SteppingClock(null);
  // Later than every clock that was set wrong.
  clock.pass(8 * 3_600_000);
  for (let round = 1; round <= rounds; round += 1) {
    const { jobs, days, drain } = openStore(code, {
      objects,
      clock,
      random,
      process: `rest ${round}`,
      takesTurns: place.kind !== "sqlite",
      report: () => undefined,
      provider,
      watch: (sender) => new RecordingSender({ sender, log, swaps, now: () => clock.now() }),
      publisher: {
        publish: async (job) => log.write({ k: "published", t: now_us(), job: job.id, rev: job.rev }),
      },
    });
    await jobs.sweep();
    for (let drains = 0; drains < 60; drains += 1) {
      const left = await drain();
      const { text, email } = await jobs.waitingSends();
      if (left + text + email === 0) break;
      clock.pass(20 * 60_000);
    }
    await days.settled();
    clock.pass(10 * 60_000);
    // An hour of store time is ten seconds long; see `code.ts`.
    if (round < rounds) await sleep(11_000);
  }
  log.close();
};
