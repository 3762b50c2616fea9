import type { Command } from "commander";
import { instantOf } from "../../domain/clock.ts";
import { checkFilledStore } from "../check-store.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { CommandError, localProblem } from "../command-error.ts";
import * as message from "../message/maintenance.ts";
import { openStore, withStoreErrors } from "../open-store.ts";
import { withProgress } from "../progress.ts";
import { showCheckReport } from "../show/check-report.ts";
import { printNotice } from "../terminal.ts";

export const addRestoreCommand = (root: Command): void => {
  addCommand(root, "restore", {
    summary: "Fill an empty store from a backup, and verify it",
    example: "restore tailboard-2026-11-27.backup",
  })
    .argument("<file>", "a file that tailboard backup wrote")
    .addHelpText(
      "after",
      "\nAll people are signed out afterwards. No messages are sent: unsent messages are parked. API tokens and calendar" +
        "\naddresses work as before. Each webhook needs a new secret. If the command is interrupted, run it again: it continues" +
        "\nwhere it stopped. Do not start a server on the store until it has finished.",
    )
    .action(async (file: string, options: OutputOptions) => {
      const result = await withStoreErrors(() => restore(file), "continues");
      await printResult(options, result, () => `${message.restored(file, result)}\n\n${showCheckReport(result, true)}`);
    });
};

/** Fills a store from a backup and verifies that its digest is the file's. `open` opens the store to fill. */
export const restore = async (file: string, open = openStore) => {
  const [{ readBackup, verifyBackup }, { ArchiveDigest }, { adoptRecords }, { beginAdoption, endAdoption }] =
    await Promise.all([
      import("../../store/backup-file.ts"),
      import("../../store/archive-record.ts"),
      import("../../store/archive-stream.ts"),
      import("../../store/adoption.ts"),
    ]);
  // Verify the file first, because opening a store may create a folder.
  const { digest, counts, at, left_out } = await verifyBackup(file);
  const { state, clock } = await open();
  const resumed = await beginAdoption(state, { kind: "restore", source: digest, began_at: instantOf(clock.now()) });
  if (resumed) printNotice(message.continuing);
  await withProgress({ total: counts.jobs, label: message.restoring(counts.jobs) }, async (advance) =>
    adoptRecords(state, readBackup(file), ({ jobs }) => advance(jobs.length)),
  );
  // A backup of an older version has jobs of an older shape, so its digest is not that of the store.
  const expected = new ArchiveDigest();
  for await (const record of readBackup(file)) expected.add(record);
  const expectedDigest = expected.finish();
  const proof = await endAdoption(state, expectedDigest);
  if (proof.digest !== expectedDigest)
    throw new CommandError(localProblem("invalid", message.storeDiffersFromFile(counts.jobs, proof.counts.jobs)));
  return { at, counts, digest, left_out, verified: true as const, ...(await checkFilledStore(state)) };
};
