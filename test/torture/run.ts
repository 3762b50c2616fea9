import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { engineNames, type EngineName } from "./engine.ts";
import { mutants, type Mutant } from "./code.ts";
import { tableOf } from "./report.ts";
import { torture } from "./torture.ts";

// `npm run torture [-- --engine ceph-rgw --operations 200000]`: exits with 1 if a promise of the store was broken.
const whole = (text: string): number => {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("A whole number, from 1.");
  return number;
};

interface Flags {
  engine: EngineName;
  operations: number;
  minutes: number;
  seed: number;
  processes: number;
  actors: number;
  days: number;
  life: number;
  faults: number;
  told: number;
  mutant?: Mutant;
  folder?: string;
  resume?: boolean;
  keep?: boolean;
  json?: boolean;
}

const command = new Command("npm run torture --")
  .description("Several processes on one store, with faults; afterwards everything that was promised is looked up.")
  .addOption(new Option("--engine <name>", "what the store lies on").choices(engineNames).default("sqlite"))
  .option("--operations <count>", "ends after so many confirmed operations", whole, 20_000)
  .option("--minutes <count>", "… or after so many minutes", whole, 120)
  .option("--seed <number>", "decides what is wanted and what goes wrong", whole, 1)
  .option("--processes <count>", "processes on the store", whole, 4)
  .option("--actors <count>", "customers, dispatchers and crews in each", whole, 24)
  .option("--days <count>", "days that are being worked on at a time", whole, 9)
  .option("--life <seconds>", "how long a process lives on average, before kill -9", whole, 14)
  .option("--faults <percent>", "of the requests to an engine, that something happens to", whole, 3)
  .option("--told <percent>", "of the customers, who get messages", whole, 40)
  .addOption(new Option("--mutant <name>", "a store that is broken on purpose, and must be caught").choices(mutants))
  .option("--folder <path>", "for logs and, on sqlite, the store; kept (default: a temporary one)")
  .option("--resume", "continues the run in the folder, with its seed and store; an engine must still be running")
  .option("--keep", "keeps the temporary folder; it is kept anyhow when something was broken")
  .option("--json", "the summary as JSON on stdout")
  .showHelpAfterError();
const flags = command.parse().opts<Flags>();
const given = flags.folder !== undefined;
const folder = flags.folder ?? mkdtempSync(join(tmpdir(), "tailboard-torture-"));
mkdirSync(folder, { recursive: true });
process.on("SIGTERM", () => process.exit(143));
process.on("SIGINT", () => process.exit(130));

const began = performance.now();
const progress = (line: string): void =>
  console.error(`${((performance.now() - began) / 1_000).toFixed(0).padStart(5)} s  ${line}`);
const { life, days: width, mutant = null, resume = false, ...rest } = flags;
const summary = await torture({
  ...rest,
  resume,
  ownDisk: !given,
  width,
  life_seconds: life,
  mutant,
  folder,
  progress,
});
if (flags.json === true) console.log(JSON.stringify(summary, null, 1));
else console.log(tableOf(summary));
const broken = summary.violations > 0;
if (!given && !broken && flags.keep !== true) rmSync(folder, { recursive: true });
if (broken) {
  for (const violation of summary.shown.slice(0, 5)) console.error(JSON.stringify(violation, null, 1));
  console.error(`${summary.violations} violations; the logs are kept in ${folder}/logs`);
}
process.exit(broken ? 1 : 0);
