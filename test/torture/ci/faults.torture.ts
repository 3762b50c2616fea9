import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Mutant } from "../code.ts";
import { engineNames, type EngineName } from "../engine.ts";
import { tableOf } from "../report.ts";
import { torture, type Summary } from "../torture.ts";

// The runs are concurrent, because each waits most of its time: for faults, for late writes and for hours to end.

/** Each engine's run is this long, with the broken stores three minutes in all. On a busy machine it goes on until it did enough. */
const seconds = 30;

for (const engine of engineNames) {
  const variable = `TAILBOARD_ENGINE_${engine.toUpperCase().replaceAll("-", "_")}`;
  const missing = process.env[`${variable}_MISSING`] ?? "not started; run npm run torture:ci";
  // In CI a missing engine is an error when the engines start.
  if (engine !== "sqlite" && process.env[variable] === undefined) test.skip(`${engine}: ${missing}`);
  else {
    test.concurrent(`${engine}: ${seconds} s of faults break no promise`, async () => {
      const summary = await run(engine, { seed: 20_261_127, operations: 300, least_seconds: seconds, minutes: 3 });
      expect(summary.shown).toEqual([]);
      expect(summary.violations).toBe(0);
      // A run without operations would prove nothing.
      expect(summary.confirmed).toBeGreaterThan(200);
      expect(summary.reads).toBeGreaterThan(100);
      expect(summary.messages["sent"]).toBeGreaterThan(50);
      expect(summary.lives).toBeGreaterThan(summary.processes);
      expect(Object.keys(summary.faults).length).toBeGreaterThan(5);
    });
  }
}

// A store without a trust window is not here: whether a suspension shows its fault depends on the speed of the machine.
// `test/simulation` catches it in every run.
test.concurrent.each([
  ["no-write-ids", { minutes: 3, operations: 550, width: 2, life_seconds: 30 }, "twice"],
  ["decided-once", { minutes: 3, operations: 550, width: 2, life_seconds: 30 }, "lost"],
  ["begun-blindly", { minutes: 3, operations: 300, told: 100, life_seconds: 30 }, "message begun too late"],
] as const)("catches the broken store %s", async (mutant, options, kind) => {
  const summary = await run("sqlite", { seed: 1, mutant, ...options });
  expect(Object.keys(summary.violations_by_kind)).toContain(kind);
});

interface Options {
  seed: number;
  minutes: number;
  operations: number;
  least_seconds?: number;
  mutant?: Mutant;
  width?: number;
  told?: number;
  life_seconds?: number;
}

/** One run with short-lived processes, so that a minute has many kills. */
async function run(engine: EngineName, { mutant, ...options }: Options): Promise<Summary> {
  const folder = mkdtempSync(join(tmpdir(), "tailboard-torture-"));
  const summary = await torture({
    engine,
    processes: 3,
    actors: 16,
    faults: 4,
    told: 30,
    width: 6,
    life_seconds: 7,
    folder,
    resume: false,
    ownDisk: true,
    mutant: mutant ?? null,
    progress: (line) => console.error(`seed ${options.seed}, ${engine}: ${line}`),
    ...options,
  });
  console.log(tableOf(summary));
  // Kept if it shows a violation.
  if (summary.violations === 0 || mutant !== undefined) rmSync(folder, { recursive: true });
  else console.error(`The logs are kept in ${folder}/logs`);
  return summary;
}
