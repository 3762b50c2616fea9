import { mkdir, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { measureBoard } from "./board.ts";
import { measureCreating } from "./creating.ts";
import { measureFollowing } from "./following.ts";
import { machine, table } from "./machine.ts";
import { measureReading } from "./reading.ts";
import { measureDeploys } from "./deploy.ts";
import { measureReminding } from "./reminding.ts";
import { measureTogether } from "./reminding-together.ts";
import { measureRenting } from "./renting.ts";
import { measureSearching } from "./searching.ts";
import { measureServing } from "./serving.ts";
import { measureSignIn } from "./sign-in.ts";
import { measureTapping } from "./tapping.ts";
import { measureWeight } from "./weighing.ts";

/**
 * `npm run bench [-- --seconds 5 --only board,weight --json FILE]`: takes the measurements of docs/benchmarks.md on this
 * machine, or only the named parts.
 */
const { values } = parseArgs({
  options: { seconds: { type: "string", default: "5" }, only: { type: "string" }, json: { type: "string" } },
});
const seconds = Number(values.seconds);

const parts: Record<string, () => Promise<object>> = {
  weight: async () => {
    const rows = await measureWeight();
    console.log(`## Bytes on the wire at first load\n\n${table(rows.map((row) => ({ ...row })))}\n`);
    return rows;
  },
  reading: async () => {
    const rows = await measureReading(seconds);
    console.log(`## Reading a tracked job (20 connections)\n\n${table(rows.map((row) => ({ ...row })))}\n`);
    return rows;
  },
  following: async () => {
    const row = await measureFollowing();
    console.log(`## From a change to the customer's screen\n\n${table([{ ...row }])}\n`);
    return row;
  },
  serving: async () => {
    const rows = await measureServing(seconds);
    console.log(`## A server over HTTP (16 clients)\n\n${table(rows.map((row) => ({ ...row })))}\n`);
    return rows;
  },
  reminding: async () => {
    const rows = await measureReminding();
    console.log(`## Reminding the customers of tomorrow\n\n${table(rows.map((row) => ({ ...row })))}\n`);
    return rows;
  },
  together: async () => {
    const row = await measureTogether();
    console.log(`## Reminding with five processes, two of them killed\n\n${table([{ ...row }])}\n`);
    return row;
  },
  tapping: async () => {
    const row = await measureTapping();
    console.log(`## From "On my way" to the mail server\n\n${table([{ ...row }])}\n`);
    return row;
  },
  renting: async () => {
    const rows = await measureRenting(seconds);
    console.log(`## Booking a rental, beside a plain booking\n\n${table(rows.map((row) => ({ ...row })))}\n`);
    return rows;
  },
  searching: async () => {
    const rows = await measureSearching();
    console.log(`## Searching 36,500 jobs and 12,000 customers\n\n${table(rows.map((row) => ({ ...row })))}\n`);
    return rows;
  },
  board: () => measureBoard(seconds),
  deploys: async () => {
    const row = await measureDeploys();
    console.log(`## Promoting and rolling back under traffic\n\n${table([{ ...row }])}\n`);
    return row;
  },
  "sign-in": async () => {
    const rows = await measureSignIn();
    console.log(`## Signing in under 50 wrong passwords a second\n\n${table(rows.map((row) => ({ ...row })))}\n`);
    return rows;
  },
  creating: async () => {
    const rows = await measureCreating({ seconds, histories: [100, 10_000, 36_500], writers: [1, 16] });
    console.log(`## Creating a job\n\n${table(rows.map((row) => ({ ...row })))}\n`);
    const rate = (design: string, history: number, writers: number) =>
      rows.find((row) => row.design === design && row.history === history && row.writers === writers)
        ?.creates_a_second ?? Number.NaN;
    const summary = {
      times_one_file_at_16_writers_and_36500_jobs: rate("day logs", 36_500, 16) / rate("one file", 36_500, 16),
      rate_at_36500_over_rate_at_100_jobs: rate("day logs", 36_500, 16) / rate("day logs", 100, 16),
    };
    console.log(table([summary]));
    return { rows, summary };
  },
};

const wanted = values.only?.split(",") ?? Object.keys(parts);
const unknown = wanted.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`There is no part ${unknown.join(", ")}. Parts: ${Object.keys(parts).join(", ")}.`);
  process.exit(2);
}
console.log(`# Benchmarks\n\n${JSON.stringify(machine())}\n`);
const results: Record<string, object> = {};
for (const [name, measure] of Object.entries(parts)) if (wanted.includes(name)) results[name] = await measure();

if (values.json !== undefined) {
  await mkdir(new URL(".", `file://${process.cwd()}/${values.json}`), { recursive: true });
  await writeFile(values.json, `${JSON.stringify({ machine: machine(), ...results }, null, 2)}\n`);
}
