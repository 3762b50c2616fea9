import type { Clock } from "../../domain/clock.ts";
import type { Random } from "../../domain/random.ts";
import { sampleSettings } from "../../domain/settings.ts";
import type { OpenJobs } from "../../store/jobs/open-jobs.ts";
import { noTelling } from "../../store/conformance/message-fixture.ts";
import type { Plan, Publisher, Sender } from "../../store/job-store.ts";
import type { ObjectStore } from "../../store/port/object-store.ts";
import type { Code } from "./code.ts";
import { equipmentOfTheBusiness, settingsOfTheBusiness } from "./world.ts";

export interface StoreParts {
  objects: ObjectStore;
  clock: Clock;
  random: Random;
  process: string;
  report: (error: unknown) => void;
  sender: Sender;
  publisher: Publisher;
  plan?: Plan;
  takesTurns: boolean;
}

/** Opens the jobs of the store as `main/` does. The settings never change. */
export const openStore = ({ openJobs, EntryClock }: Code, parts: StoreParts): OpenJobs => {
  const settings = settingsOfTheBusiness(sampleSettings("America/Los_Angeles"));
  return openJobs({
    ...noTelling,
    ...parts,
    equipment: { read: () => Promise.resolve({ rev: 0, ...equipmentOfTheBusiness }) },
    file: () => Promise.resolve(),
    settings: { read: () => Promise.resolve(settings), knownZone: settings.business.time_zone },
    entryClock: new EntryClock(parts.clock),
    spread_bytes: 4_096,
  });
};
