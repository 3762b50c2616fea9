import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EngineName } from "../engine.ts";
import type { Mutant } from "../mutant.ts";
import { tableOf } from "../report.ts";
import { torture, type Summary } from "../torture.ts";

/** The reason why an engine cannot run here, or null. In CI a reason is an error when the engines start. */
export const missingOf = (engine: EngineName): string | null => {
  if (engine === "directory") return null;
  const variable = `TAILBOARD_ENGINE_${engine.toUpperCase().replaceAll("-", "_")}`;
  if (process.env[variable] !== undefined) return null;
  return process.env[`${variable}_MISSING`] ?? "not started; run npm run torture:ci";
};

interface Once {
  engine: EngineName;
  seed: number;
  minutes: number;
  operations: number;
  mutant?: Mutant;
}

/** One run with short-lived processes, so that a minute has many kills. */
export const run = async ({ mutant, ...once }: Once): Promise<Summary> => {
  const folder = mkdtempSync(join(tmpdir(), "tailboard-torture-"));
  const summary = await torture({
    ...once,
    mutant: mutant ?? null,
    processes: 3,
    actors: 16,
    faults: 4,
    // A broken store shows its fault under contention; kills do not matter.
    width: mutant === undefined ? 6 : 2,
    life_seconds: mutant === undefined ? 7 : 30,
    folder,
    progress: (line) => console.error(`seed ${once.seed}, ${once.engine}: ${line}`),
  });
  console.log(tableOf(summary));
  // Kept if it shows a violation.
  if (summary.violations === 0 || mutant !== undefined) rmSync(folder, { recursive: true });
  else console.error(`The logs are kept in ${folder}/logs`);
  return summary;
};
