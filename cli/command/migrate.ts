import { createHash } from "node:crypto";
import type { Command } from "commander";
import { instantOf } from "../../domain/clock.ts";
import type { ArchiveCounts } from "../../store/archive-record.ts";
import { checkFilledStore } from "../check-store.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { CommandError, localProblem, UsageError } from "../command-error.ts";
import * as message from "../message/maintenance.ts";
import { locationOf, openStore, withStoreErrors } from "../open-store.ts";
import { withProgress } from "../progress.ts";
import { showCheckReport } from "../show/check-report.ts";
import { printNotice } from "../terminal.ts";

export const addMigrateCommand = (root: Command): void => {
  addCommand(root, "migrate", {
    summary: "Copy the whole store to another place or technology, and verify the copy",
    example: "migrate --from s3://crew?region=us-west-2 --to dynamodb://crew?region=us-west-2",
  })
    .requiredOption("--from <store>", "the store to copy, in the form of TAILBOARD_STORE; it is only read")
    .requiredOption("--to <store>", "an empty store, in the form of TAILBOARD_STORE")
    .addHelpText(
      "after",
      "\nStop the server of the old store first. If the command is interrupted, run it again: it continues where it" +
        "\nstopped. All people are signed out in the new store. No messages are sent: unsent messages are parked. A bucket" +
        "\nor a table needs TAILBOARD_PUBLIC, where the pages for customers are published. Releases are not copied: deploy" +
        "\nagain, or start the server on the new store.",
    )
    .action(async ({ from, to, ...options }: OutputOptions & { from: string; to: string }) => {
      const locations = { from: await locationOf("--from", from), to: await locationOf("--to", to) };
      if (locations.from === locations.to) throw new UsageError(message.sameStore);
      const result = await withStoreErrors(() => migrate(from, to), "continues");
      await printResult(options, result, () => `${message.migrated(result)}\n\n${showCheckReport(result, true)}`);
    });
};

export interface Proof {
  store: string;
  counts: ArchiveCounts;
  digest: string;
}

/** Copies a store and verifies that both have the same digest. `open` opens a store by its address. */
export const migrate = async (fromAddress: string, toAddress: string, open = openStore) => {
  const [
    { adoptRecords, proveStore, readRecords },
    { AdoptionRefused, assertWhole, beginAdoption, endAdoption, firstOf },
  ] = await Promise.all([import("../../store/archive-stream.ts"), import("../../store/adoption.ts")]);
  const from = await open({ address: fromAddress, mustExist: true });
  await assertWhole(from.state);
  if ((await firstOf(from.state)) === null) throw new AdoptionRefused(message.emptyStore(from.address));
  // Read everything once before anything is written, so that unreadable documents are reported first.
  const before = await proveStore(from.state, { at: null });
  const to = await open({ address: toAddress });
  const source = createHash("sha256").update(from.address).digest("hex");
  const resumed = await beginAdoption(to.state, { kind: "migrate", source, began_at: instantOf(to.clock.now()) });
  if (resumed) printNotice(message.continuing);
  const total = before.counts.jobs;
  await withProgress({ total, label: message.migrating(total) }, async (advance) =>
    adoptRecords(to.state, readRecords(from.state, { at: null }), ({ jobs }) => advance(jobs.length)),
  );
  // Read the old store again, because it may have changed during the copy.
  const after = await proveStore(from.state, { at: null });
  const copied = await endAdoption(to.state, after.digest);
  const proof: { from: Proof; to: Proof } = {
    from: { store: from.address, ...after },
    to: { store: to.address, ...copied },
  };
  if (copied.digest !== after.digest)
    throw new CommandError(
      { ...localProblem("invalid", message.storesDiffer(after.digest !== before.digest)), proof },
      [message.proof(proof)],
    );
  return { ...proof, verified: true as const, ...(await checkFilledStore(to.state)) };
};
