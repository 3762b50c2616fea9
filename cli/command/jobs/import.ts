import { readFile } from "node:fs/promises";
import { buffer as readBytes } from "node:stream/consumers";
import type { Command } from "commander";
import { decodeUtf8 } from "../../../domain/text.ts";
import type { Services } from "../../../http/services.ts";
import { openApi } from "../../api.ts";
import { addCommand, printResult, type OutputOptions } from "../../command.ts";
import { CommandError, localProblem } from "../../command-error.ts";
import { checkEntries, findEntriesWithoutOpening, type Entry, type RefusedEntry } from "../../import/check-entries.ts";
import { jsonFault } from "../../import/json-fault.ts";
import { matchCrews } from "../../import/match-crews.ts";
import { writeEntries, type WriteResult } from "../../import/write-entries.ts";
import * as message from "../../message/jobs.ts";
import { withProgress } from "../../progress.ts";
import { printNotice, userName } from "../../terminal.ts";

export const addImportCommand = (jobs: Command): void => {
  addCommand(jobs, "import", {
    summary: "Import jobs.json: jobs get new ids and keep links and prices; a second run continues after a crash",
    example: "jobs import jobs.json",
  })
    .argument("<file>", "an array of jobs, as jobs export writes; - reads stdin")
    .option("--skip-bad", "leave out entries with errors; without it, one error stops the import")
    .action(async (file: string, options: OutputOptions & { skipBad?: true }) => {
      const raw = await readEntries(file);
      const { services } = await openApi();
      const { entries, refused } = await check(raw, services);
      if (refused.length > 0 && options.skipBad !== true) {
        process.exitCode = 1;
        printRefused(message.refusedAll(refused.length), refused);
        if (options.json === true) await printResult(options, { imported: 0, skipped: 0, refused }, () => "");
        return;
      }
      const result = await write(entries, services);
      // Another booking may have taken an opening since the check, so entries can still be refused.
      if (result.refused.length > 0) process.exitCode = 1;
      const allRefused = byPosition([...refused, ...result.refused]);
      if (allRefused.length > 0) printRefused(message.refusedSome(allRefused.length), allRefused);
      if (result.new_links > 0) printNotice(message.newTokens(result.new_links));
      await printResult(options, { ...result, refused: allRefused }, () =>
        message.imported(result.imported, result.skipped),
      );
    });
};

/** Splits a file into entries that can be imported and entries that are refused. */
const check = async (raw: unknown[], services: Services): Promise<{ entries: Entry[]; refused: RefusedEntry[] }> => {
  const checked = checkEntries(raw, await services.settings.read(), services.clock.now());
  const full = await findEntriesWithoutOpening(checked.entries, services.jobs);
  const refused = byPosition([...checked.refused, ...full]);
  const positions = new Set(refused.map(({ index }) => index));
  return { entries: checked.entries.filter(({ index }) => !positions.has(index)), refused };
};

const write = async (entries: Entry[], services: Services): Promise<WriteResult> => {
  const { crewId, added } = await matchCrews(entries, services.settings);
  if (added.length > 0)
    printNotice(message.newCrews(added.map(({ name, id }) => (name === id ? name : `${name} (${id})`)).join(", ")));
  const settings = await services.settings.read();
  const by = { kind: "dispatcher", name: userName() } as const;
  return await withProgress(
    { total: entries.length, label: message.importing(entries.length) },
    async (advance) => await writeEntries(entries, { services, settings, by, crewId, advance }),
  );
};

const readEntries = async (file: string): Promise<unknown[]> => {
  const text = decodeUtf8(await readInput(file));
  if (text === null) throw malformed(message.notUtf8(file));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed(message.notJson(file, jsonFault(text)));
  }
  const entries = typeof value === "object" && value !== null && "jobs" in value ? value.jobs : value;
  if (!Array.isArray(entries)) throw malformed(message.notAnArray(file));
  return entries as unknown[];
};

const readInput = async (file: string): Promise<Uint8Array> => {
  try {
    return file === "-" ? await readBytes(process.stdin) : await readFile(file);
  } catch (error) {
    // The code is ENOENT, EACCES or EISDIR.
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new CommandError(localProblem("not_found", message.cannotRead(file, code)));
  }
};

const malformed = (detail: string) => new CommandError(localProblem("malformed_json", detail));

const byPosition = (refused: RefusedEntry[]): RefusedEntry[] => refused.toSorted((a, b) => a.index - b.index);

const maxShown = 10;

const printRefused = (heading: string, refused: RefusedEntry[]): void => {
  printNotice(heading);
  for (const { index, message: reason } of refused.slice(0, maxShown)) printNotice(message.refusedEntry(index, reason));
  if (refused.length > maxShown) printNotice(message.refusedMore(refused.length - maxShown));
};
