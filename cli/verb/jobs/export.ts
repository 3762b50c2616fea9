import { open } from "node:fs/promises";
import type { Command } from "commander";
import type { Day } from "../../../domain/day.ts";
import type { Job } from "../../../domain/job.ts";
import { exportedJob } from "../../../projection/exported-job.ts";
import { Failed, localProblem } from "../../failure.ts";
import * as message from "../../message.ts";
import { openApi, todayOf } from "../../api.ts";
import { dayText, settingOf } from "../../show/phrase.ts";
import { print, say } from "../../terminal.ts";
import { reply, verb, type Said } from "../../verb.ts";

export const exportVerb = (jobs: Command): void => {
  verb(jobs, "export", {
    summary: "All jobs as one JSON array, which jobs import reads; keep it private",
    example: "jobs export --out jobs.json",
  })
    .option("--out <file>", "a file that only you may read; without it, stdout")
    .action(async (options: Said & { out?: string }) => {
      const api = await openApi();
      const unreadable = new Set<Day>();
      const jobs = api.services.jobs.all(undefined, (day) => void unreadable.add(day));
      const sayMissing = async () => {
        if (unreadable.size === 0) return;
        const settings = await api.settings();
        const setting = settingOf(settings, todayOf(api, settings));
        say(message.unreadableDays([...unreadable].toSorted().map((day) => dayText(day, setting))));
        // What was written can be read, and is not all.
        process.exitCode = 1;
      };
      if (options.out === undefined) {
        await writeAll(jobs, print);
        await sayMissing();
        return;
      }
      const { out } = options;
      const file = await openFile(out);
      try {
        const count = await writeAll(jobs, async (text) => void (await file.write(text)));
        await file.sync();
        await reply(options, { exported: count, file: out }, () => message.exported(count, out));
        await sayMissing();
      } finally {
        await file.close();
      }
    });
};

/** A line a job, so that two exports can be compared; never all of them in memory. */
const writeAll = async (jobs: AsyncIterable<Job>, write: (text: string) => Promise<void>): Promise<number> => {
  let count = 0;
  let lines: string[] = [];
  for await (const job of jobs) {
    // Invented, and gone by one click: nobody's to keep.
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

const openFile = async (path: string) => {
  try {
    return await open(path, "w", 0o600);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Failed(localProblem("invalid", `Cannot write ${path}: ${code}.`));
  }
};
