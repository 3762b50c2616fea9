import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as Compaction from "../../store/jobs/log/compaction.ts";
import type * as Log from "../../store/jobs/log/day-log.ts";
import type * as Deletion from "../../store/jobs/log/deletion.ts";
import type * as Clock from "../../store/jobs/log/entry-clock.ts";
import type * as Store from "../../store/job-store.ts";

/** The modules of a day log that the explorer runs. */
export interface DayLogCode {
  DayLog: typeof Log.DayLog;
  EntryClock: typeof Clock.EntryClock;
  compact: typeof Compaction.compact;
  deleteExpired: typeof Deletion.deleteExpired;
  StoreUnavailable: typeof Store.StoreUnavailable;
  OutcomeUnknown: typeof Store.OutcomeUnknown;
}

/** Replaces one text of a file, which must occur exactly once. */
export interface Edit {
  file: string;
  from: string;
  to: string;
}

/**
 * Loads a copy of `store/jobs/log` with these edits. Retention is two days in every copy, against a trust window of one
 * day, so that an exploration needs few steps of time.
 */
export const loadDayLog = async (edits: readonly Edit[] = []): Promise<DayLogCode> => {
  const folder = mkdtempSync(join(tmpdir(), "tailboard-day-log-"));
  const all = [{ file: "retention.ts", from: "retention_ms = 35 *", to: "retention_ms = 2 *" }, ...edits];
  for (const file of readdirSync(source)) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
    let text = readFileSync(join(source, file), "utf8");
    for (const { from, to } of all.filter((edit) => edit.file === file)) {
      if (text.split(from).length !== 2) throw new Error(`${file} does not have this text once: ${from}`);
      text = text.replace(from, to);
    }
    // The copy is elsewhere, so its imports from other folders become absolute.
    const absolute = text.replaceAll(/from "((?:\.\.\/)+[^"]+)"/g, (_, path: string) => {
      return `from "${pathToFileURL(join(source, path)).href}"`;
    });
    writeFileSync(join(folder, file), absolute);
  }
  const load = async (file: string): Promise<unknown> =>
    await import(/* @vite-ignore */ pathToFileURL(resolve(folder, file)).href);
  const files = ["day-log.ts", "entry-clock.ts", "compaction.ts", "deletion.ts"];
  // The errors as the copy imports them.
  files.push(join(source, "../../job-store.ts"));
  const modules = await Promise.all(files.map(load));
  // The exports of these five files, whatever the edits changed inside.
  return Object.assign({}, ...modules) as DayLogCode;
};

const source = fileURLToPath(new URL("../../store/jobs/log/", import.meta.url));
