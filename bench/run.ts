import { mkdir, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { measureCreating } from "./creating.ts";
import { measureFollowing } from "./following.ts";
import { machine, table } from "./machine.ts";
import { measureReading } from "./reading.ts";
import { measureWeight } from "./weighing.ts";

/** `npm run bench [-- --seconds 5 --json FILE]`: everything that docs/benchmarks.md says of one machine, in one run. */
const { values } = parseArgs({ options: { seconds: { type: "string", default: "5" }, json: { type: "string" } } });
const seconds = Number(values.seconds);

console.log(`# Benchmarks\n\n${JSON.stringify(machine())}\n`);
const weight = await measureWeight();
console.log(`## Bytes on the wire at first load\n\n${table(weight.map((row) => ({ ...row })))}\n`);
const reading = await measureReading(seconds);
console.log(`## Reading a tracked job (20 connections)\n\n${table(reading.map((row) => ({ ...row })))}\n`);
const following = await measureFollowing();
console.log(`## From a change to the customer's screen\n\n${table([{ ...following }])}\n`);
const creating = await measureCreating({ seconds, histories: [100, 10_000, 36_500], writers: [1, 16] });
console.log(`## Creating a job\n\n${table(creating.map((row) => ({ ...row })))}\n`);

const rate = (design: string, history: number, writers: number) =>
  creating.find((row) => row.design === design && row.history === history && row.writers === writers)
    ?.creates_a_second ?? Number.NaN;
const summary = {
  times_one_file_at_16_writers_and_36500_jobs: rate("day documents", 36_500, 16) / rate("one file", 36_500, 16),
  rate_at_36500_over_rate_at_100_jobs: rate("day documents", 36_500, 16) / rate("day documents", 100, 16),
};
console.log(table([summary]));

if (values.json !== undefined) {
  await mkdir(new URL(".", `file://${process.cwd()}/${values.json}`), { recursive: true });
  await writeFile(
    values.json,
    `${JSON.stringify({ machine: machine(), weight, reading, following, creating, summary }, null, 2)}\n`,
  );
}
