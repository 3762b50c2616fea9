import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { widenHeapLimit } from "../../main/heap-limit.ts";
import { machine } from "../machine.ts";
import { besideOneFile } from "./beside-one-file.ts";
import { coldStart } from "./cold-start.ts";
import { crossover } from "./crossover.ts";
import { fairness } from "./fairness.ts";
import { history } from "./history.ts";
import { rates } from "./measure-rates.ts";
import { report } from "./report.ts";
import { measureUse } from "./use.ts";

const help = `npm run bench:store [-- options]: measures the stores for docs/benchmarks.md.

  --only rates,one-file,fairness,history,cold-start,use,crossover   only these parts (default: all)
  --seconds 1      the length of a round
  --rounds 3       the number of rounds of each store
  --clients 1,16,64  --days 30,1  --jobs 1000,100000,1000000
  --place FOLDER   where embedded stores are created (default: a temporary folder that is removed at the end)
  --out FOLDER     where each part writes a JSON file (default: ./build/bench-store); later runs add to it
  --tables         measure nothing; print the tables of the files in --out`;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: "rates,one-file,fairness,history,cold-start,use,crossover" },
    seconds: { type: "string", default: "1" },
    rounds: { type: "string", default: "3" },
    clients: { type: "string", default: "1,16,64" },
    days: { type: "string", default: "30,1" },
    jobs: { type: "string", default: "1000,100000,1000000" },
    place: { type: "string" },
    out: { type: "string", default: "build/bench-store" },
    tables: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});
const numbers = (text: string): number[] => text.split(",").map(Number);
const seconds = Number(values.seconds);
const rounds = Number(values.rounds);
const jobs = numbers(values.jobs);
const most = Math.max(...jobs);
const log = (line: string) => console.error(line);

const parts: Record<string, (place: string) => Promise<unknown>> = {
  rates: (place) =>
    rates(place, { rounds, seconds, clients: numbers(values.clients), days: numbers(values.days), log }),
  "one-file": () => besideOneFile(2 * seconds, rounds),
  fairness: () => fairness(10 * seconds, rounds),
  history: (place) => history(place, jobs, 30, log),
  "cold-start": (place) => coldStart(place, most, 5),
  use: () => measureUse([100, 1_000, 10_000]),
  crossover: () => crossover([100, 1_000, 4_000, 10_000]),
};

if (values.help) {
  console.log(help);
  process.exit();
}
const chosen = values.only.split(",");
const unknown = chosen.find((name) => parts[name] === undefined);
if (unknown !== undefined) {
  console.error(`There is no part ${unknown}. Parts: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
const out = resolve(values.out);
await mkdir(out, { recursive: true });
if (!values.tables) {
  // A server on a bucket does the same. It applies to every contender, because they share this process.
  widenHeapLimit();
  const place = values.place ?? (await mkdtemp(join(tmpdir(), "tailboard-bench-")));
  await mkdir(place, { recursive: true });
  try {
    for (const name of chosen) {
      log(`${name} …`);
      const began = performance.now();
      const before = loadavg();
      const rows = await parts[name]?.(place);
      const took = Math.round((performance.now() - began) / 1000);
      const measured = { machine: machine(), load: { before: before[0], after: loadavg()[0] }, seconds: took, rows };
      await writeFile(join(out, `${name}.json`), `${JSON.stringify(measured, null, 1)}\n`);
      log(`${name} took ${took} s`);
    }
  } finally {
    // Remove files only at the end, because many removals slow down later writes to the same file system.
    if (values.place === undefined) await rm(place, { recursive: true, force: true });
  }
}
const read = async (name: string): Promise<unknown> => {
  const file = join(out, `${name}.json`);
  return existsSync(file) ? (JSON.parse(await readFile(file, "utf8")) as unknown) : null;
};
console.log(
  report(Object.fromEntries(await Promise.all(Object.keys(parts).map(async (name) => [name, await read(name)])))),
);
process.exit();
