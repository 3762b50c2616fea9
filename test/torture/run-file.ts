import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addDays, dayIn, type Day } from "../../domain/day.ts";
import { daysAhead } from "./world.ts";

/** What a run keeps beside its logs, so that `--resume` continues it. */
export interface RunFile {
  engine: string;
  seed: number;
  first_day: Day;
  /** Confirmed operations after which the working days advance by one. */
  per_day: number;
  /** Names the store in an engine. */
  prefix: string;
}

/** How far a run is. */
export interface Progress {
  confirmed: number;
  /** By worker, the lives that it has had. */
  lives: number[];
}

interface Asked {
  folder: string;
  engine: string;
  seed: number;
  operations: number;
  width: number;
  resume: boolean;
}

/** Writes the file of a new run, or reads the one of the run that is resumed. */
export const openRun = ({ folder, engine, seed, operations, width, resume }: Asked): RunFile => {
  const path = join(folder, "run.json");
  if (resume) {
    const run = JSON.parse(readFileSync(path, "utf8")) as RunFile;
    if (run.engine !== engine)
      throw new Error(`The run in ${folder} is on ${run.engine}. Pass --engine ${run.engine}.`);
    return run;
  }
  if (existsSync(path)) throw new Error(`${folder} has a run. Pass --resume to continue it, or another folder.`);
  const run: RunFile = {
    engine,
    seed,
    // A week ahead of the machine's day, which engines use for expiry.
    first_day: addDays(dayIn("UTC", Date.now()), 7),
    // All within the booking horizon, and not too many jobs in one document.
    per_day: Math.max(450, Math.ceil(operations / (daysAhead - width - 30))),
    prefix: `t${process.pid}-${Math.floor(performance.timeOrigin + performance.now())}`,
  };
  writeFileSync(path, JSON.stringify(run));
  return run;
};

/** Reads from the logs how far a run is. */
export const progressOf = (logs: string): Progress => {
  const progress: Progress = { confirmed: 0, lives: [] };
  for (const file of readdirSync(logs)) {
    const [, worker, life] = /^(\d+)\.(\d+)\.jsonl$/.exec(file) ?? [];
    if (worker === undefined) continue;
    progress.lives[Number(worker)] = Math.max(progress.lives[Number(worker)] ?? 0, Number(life));
    progress.confirmed += readFileSync(join(logs, file), "utf8").split('"outcome":"done"').length - 1;
  }
  return progress;
};
