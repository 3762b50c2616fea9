import type { Command } from "commander";
import { instantOf } from "../../domain/clock.ts";
import { lookOver } from "../examined.ts";
import { Failed, localProblem } from "../failure.ts";
import { withProgress } from "../import/progress.ts";
import * as message from "../message.ts";
import { showExamined } from "../show/examined.ts";
import { say } from "../terminal.ts";
import { reply, verb, type Said } from "../verb.ts";
import { kept, openWholeStore } from "../whole-store.ts";

export const restoreVerb = (root: Command): void => {
  verb(root, "restore", {
    summary: "Fill an empty store from a backup, and prove that all of it is there",
    example: "restore tailboard-2026-11-27.backup",
  })
    .argument("<file>", "what backup wrote")
    .addHelpText(
      "after",
      "\nNobody is signed in afterwards, and nobody is messaged: what was not sent yet is parked. Broken off, the same" +
        "\ncommand goes on where it stopped. Start no server on the store before it has ended.",
    )
    .action(async (file: string, options: Said) => {
      const done = await kept(() => restore(file), "goes on");
      await reply(options, done, () => `${message.restored(file, done)}\n\n${showExamined(done, true)}`);
    });
};

/** `open` opens the store that is filled. */
export const restore = async (file: string, open = openWholeStore) => {
  const [{ readBackup, verifyBackup }, { adoptRecords }, { beginAdoption, endAdoption }] = await Promise.all([
    import("../../store/backup-file.ts"),
    import("../../store/archive-stream.ts"),
    import("../../store/adoption.ts"),
  ]);
  // Before anything is written, and before anything is opened that would make a folder.
  const { digest, counts, at, left_out } = await verifyBackup(file);
  const { state, clock } = await open();
  const resumed = await beginAdoption(state, { kind: "restore", source: digest, began_at: instantOf(clock.now()) });
  if (resumed) say(message.goingOn);
  await withProgress({ total: counts.jobs, label: message.restoring(counts.jobs) }, async (advance) =>
    adoptRecords(state, readBackup(file), ({ jobs }) => advance(jobs.length)),
  );
  const proof = await endAdoption(state, digest);
  if (proof.digest !== digest)
    throw new Failed(localProblem("invalid", message.notAsInFile(counts.jobs, proof.counts.jobs)));
  return { at, counts, digest, left_out, verified: true as const, ...(await lookOver(state)) };
};
