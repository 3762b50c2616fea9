import type { Command } from "commander";
import { epochOf, instantOf, type Instant } from "../../domain/clock.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { UsageError } from "../command-error.ts";
import * as message from "../message/maintenance.ts";
import { openStore, withStoreErrors } from "../open-store.ts";

interface Options extends OutputOptions {
  at?: string;
  force?: true;
  withoutUnreadable?: true;
}

export const addBackupCommand = (root: Command): void => {
  addCommand(root, "backup", {
    summary: "Write the whole store to one file; the server may keep running",
    example: "backup tailboard-2026-11-27.backup",
  })
    .argument("<file>", "where to write; only your user account can read the file")
    .option("--at <time>", "the store as it was at a UTC time of the last 35 days, such as 2026-11-27T16:00:00Z")
    .option("--force", "replace an existing file")
    .option("--without-unreadable", "skip documents that cannot be read, and name them in the file")
    .addHelpText(
      "after",
      "\nThe file holds jobs with their links and history, hours, settings, people with their password hashes," +
        "\ncustomers, conversations with their opt-outs, unsent messages, and the prices and terms that customers saw." +
        "\nAPI tokens and calendar addresses are in it as hashes. It does not hold sessions, secrets or releases. It shows" +
        "\none moment: changes made while it is written go into the next backup." +
        "\nA backup keeps what is later deleted from the store, so delete backups that you no longer need.",
    )
    .action(async (file: string, options: Options) => {
      const manifest = await withStoreErrors(() => backup(file, options), "starts over");
      const { kind: _kind, ...result } = manifest;
      await printResult(options, { file, ...result }, () => message.backedUp(file, manifest));
    });
};

const backup = async (file: string, options: Options) => {
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => stop.abort());
  const [{ state, address, clock, freshId }, { readRecords }, { BackupRefused, writeBackup }, adoption] =
    await Promise.all([
      openStore({ mustExist: true }),
      import("../../store/archive-stream.ts"),
      import("../../store/backup-file.ts"),
      import("../../store/adoption.ts"),
    ]);
  await adoption.assertWhole(state);
  if ((await adoption.firstOf(state)) === null) throw new BackupRefused(message.emptyStore(address));
  const past = options.at === undefined ? null : readTime(options.at, clock.now());
  const at = past ?? instantOf(clock.now());
  const leftOut: string[] = [];
  const unreadable = ({ key }: { key: string }) => void leftOut.push(key);
  const records = readRecords(past === null ? state : state.past(past), {
    at: past === null ? { instant: at, clock } : null,
    ...(options.withoutUnreadable === true ? { unreadable } : {}),
  });
  return await writeBackup(file, records, {
    at,
    leftOut: () => leftOut,
    force: options.force === true,
    id: freshId(),
    signal: stop.signal,
  });
};

const readTime = (text: string, now_ms: number): Instant => {
  const isUtc = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z$/.test(text);
  if (!isUtc || Number.isNaN(epochOf(text))) throw new UsageError(message.notATime(text));
  if (epochOf(text) > now_ms) throw new UsageError(message.futureTime(text));
  return instantOf(epochOf(text));
};
