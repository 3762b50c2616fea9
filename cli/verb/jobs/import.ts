import { readFile } from "node:fs/promises";
import { buffer as bytesOf } from "node:stream/consumers";
import type { Command } from "commander";
import { decodeUtf8 } from "../../../domain/text.ts";
import { Failed, localProblem } from "../../failure.ts";
import { jsonFault } from "../../import/json-fault.ts";
import { judgeEntries, withoutPlace, type RefusedEntry } from "../../import/judge-entries.ts";
import { withProgress } from "../../import/progress.ts";
import { settleCrews } from "../../import/settle-crews.ts";
import { writeEntries } from "../../import/write-entries.ts";
import * as message from "../../message.ts";
import { openApi } from "../../api.ts";
import { say, userName } from "../../terminal.ts";
import { reply, verb, type Said } from "../../verb.ts";

export const importVerb = (jobs: Command): void => {
  verb(jobs, "import", {
    summary: "Bring in a jobs.json: new ids, the same links and prices; run it again after a crash and it goes on",
    example: "jobs import jobs.json",
  })
    .argument("<file>", "an array of jobs, as from jobs export; - reads stdin")
    .option("--skip-bad", "leave out what is not right; without it, one bad entry stops all")
    .action(async (file: string, options: Said & { skipBad?: true }) => {
      const found = await readEntries(file);
      const { services } = await openApi();
      const judged = judgeEntries(found, await services.settings.read(), services.clock.now());
      const full = await withoutPlace(judged.entries, services.jobs);
      const refused = [...judged.refused, ...full].toSorted((a, b) => a.index - b.index);
      if (refused.length > 0 && options.skipBad !== true) {
        process.exitCode = 1;
        sayRefused(message.refusedAll(refused.length), refused);
        if (options.json === true) await reply(options, { imported: 0, skipped: 0, refused }, () => "");
        return;
      }

      const out = new Set(refused.map(({ index }) => index));
      const entries = judged.entries.filter(({ index }) => !out.has(index));
      const { crewId, added } = await settleCrews(entries, services.settings);
      if (added.length > 0)
        say(message.newCrews(added.map(({ name, id }) => (name === id ? name : `${name} (${id})`)).join(", ")));
      const settings = await services.settings.read();
      const by = { kind: "dispatcher", name: userName() } as const;
      const written = await withProgress(
        { total: entries.length, label: message.importing(entries.length) },
        async (advance) => writeEntries(entries, { services, settings, by, crewId, advance }),
      );
      // Places were there when the file was judged; what others took since is refused one by one.
      if (written.refused.length > 0) process.exitCode = 1;
      const left = [...refused, ...written.refused].toSorted((a, b) => a.index - b.index);
      if (left.length > 0) sayRefused(message.refusedSome(left.length), left);
      if (written.new_links > 0) say(message.newTokens(written.new_links));
      await reply(options, { ...written, refused: left }, () => message.imported(written.imported, written.skipped));
    });
};

const readEntries = async (file: string): Promise<unknown[]> => {
  let bytes: Uint8Array;
  try {
    bytes = file === "-" ? await bytesOf(process.stdin) : await readFile(file);
  } catch (error) {
    // The code says it: ENOENT, EACCES, EISDIR.
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new Failed(
      localProblem("not_found", `Cannot read ${file}: ${code === "ENOENT" ? "there is no such file" : code}.`),
    );
  }
  const text = decodeUtf8(bytes);
  if (text === null)
    throw malformed(
      `${file} is not UTF-8 text, so names in it would lose their accents. Save it as UTF-8 and try again.`,
    );
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const fault = jsonFault(text);
    const where = fault === null ? "" : ` Line ${fault.line}, column ${fault.column}: ${fault.what}.`;
    throw malformed(`${file} is not JSON.${where}`);
  }
  const entries = typeof value === "object" && value !== null && "jobs" in value ? value.jobs : value;
  if (!Array.isArray(entries)) throw malformed(`${file} is not an array of jobs.`);
  return entries as unknown[];
};

const malformed = (detail: string) => new Failed(localProblem("malformed_json", detail));

const shown = 10;

const sayRefused = (heading: string, refused: RefusedEntry[]): void => {
  say(heading);
  for (const { index, message: why } of refused.slice(0, shown)) say(message.refusedEntry(index, why));
  if (refused.length > shown) say(message.refusedMore(refused.length - shown));
};
