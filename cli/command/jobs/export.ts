import { open } from "node:fs/promises";
import type { Command } from "commander";
import type { Day } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import { exportedJob } from "../../../projection/exported-job.ts";
import { openApi, todayOf } from "../../api.ts";
import { addCommand, printResult, type OutputOptions } from "../../command.ts";
import { CommandError, localProblem } from "../../command-error.ts";
import * as message from "../../message/jobs.ts";
import { dayText, textContext } from "../../show/phrases.ts";
import { print, printNotice } from "../../terminal.ts";

export const addExportCommand = (jobs: Command): void => {
  addCommand(jobs, "export", {
    summary: "Export all jobs as one JSON array for jobs import; keep it private",
    example: "jobs export --out jobs.json",
  })
    .option("--out <file>", "write to a file that only you can read, instead of stdout")
    .action(async ({ out, ...options }: OutputOptions & { out?: string }) => {
      const api = await openApi();
      const unreadable = new Set<Day>();
      const jobs = api.services.jobs.all(undefined, (day) => void unreadable.add(day));
      if (out === undefined) await writeAll(jobs, print);
      else {
        const count = await writeFile(out, jobs);
        await printResult(options, { exported: count, file: out }, () => message.exported(count, out));
      }
      if (unreadable.size === 0) return;
      const settings = await api.getSettings();
      const context = textContext(settings, todayOf(api, settings));
      printNotice(message.unreadableDays([...unreadable].toSorted().map((day) => dayText(day, context))));
      // The export is valid but incomplete.
      process.exitCode = 1;
    });
};

/** Writes one line per job, so that two exports can be compared. It never holds all jobs in memory. */
const writeAll = async (jobs: AsyncIterable<Job>, write: (text: string) => Promise<void>): Promise<number> => {
  let count = 0;
  let lines: string[] = [];
  for await (const job of jobs) {
    // Sample jobs are not real and can be removed at any time.
    if (job.sample === true) continue;
    lines.push(`${count === 0 ? "[" : ","}\n${JSON.stringify(exportedJob(job))}`);
    count += 1;
    if (lines.length < 500) continue;
    await write(lines.join(""));
    lines = [];
  }
  await write(`${lines.join("")}${count === 0 ? "[" : "\n"}]\n`);
  return count;
};

const writeFile = async (path: string, jobs: AsyncIterable<Job>): Promise<number> => {
  const file = await openFile(path);
  try {
    const count = await writeAll(jobs, async (text) => void (await file.write(text)));
    await file.sync();
    return count;
  } finally {
    await file.close();
  }
};

const openFile = async (path: string) => {
  try {
    return await open(path, "w", 0o600);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CommandError(localProblem("invalid", message.cannotWrite(path, code)));
  }
};
