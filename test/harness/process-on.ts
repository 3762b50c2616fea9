import type { Clock } from "../../domain/clock.ts";
import { freshId, type Random } from "../../domain/random.ts";
import { EntryClock } from "../../store/jobs/log/entry-clock.ts";
import type { ProcessContext } from "../../store/jobs/log/open-log.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";

/** One process on a private store, as main/ makes it for a store that needs no turn order. */
export const processOn = (
  objects: ObjectStore,
  { clock, random }: { clock: Clock; random: Random },
): ProcessContext => ({
  objects,
  clock,
  random,
  process: freshId(random),
  entryClock: new EntryClock(clock),
  takesTurns: false,
  spread_bytes: 4_096,
  report: (error) => {
    throw error;
  },
});
