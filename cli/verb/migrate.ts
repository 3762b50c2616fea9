import { createHash } from "node:crypto";
import type { Command } from "commander";
import { instantOf } from "../../domain/clock.ts";
import type { ArchiveCounts } from "../../store/archive-record.ts";
import { lookOver } from "../examined.ts";
import { Failed, localProblem, UsageError } from "../failure.ts";
import { withProgress } from "../import/progress.ts";
import * as message from "../message.ts";
import { showExamined } from "../show/examined.ts";
import { say } from "../terminal.ts";
import { reply, verb, type Said } from "../verb.ts";
import { kept, openWholeStore, placeOf } from "../whole-store.ts";

export const migrateVerb = (root: Command): void => {
  verb(root, "migrate", {
    summary: "Copy the whole store to another place or technology, and prove that all of it is there",
    example: "migrate --from s3://crew?region=us-west-2 --to dynamodb://crew?region=us-west-2",
  })
    .requiredOption("--from <store>", "written as TAILBOARD_STORE is; it is only read")
    .requiredOption("--to <store>", "an empty one, written as TAILBOARD_STORE is")
    .addHelpText(
      "after",
      "\nStop what writes to the old store first. Killed or cut off, the same command goes on where it stopped. Nobody is" +
        "\nsigned in afterwards, and nobody is messaged: what was not sent yet is parked. What customers see is published" +
        "\nwhere TAILBOARD_PUBLIC says, which a bucket or a table needs. Releases are not copied: deploy again, or start the server, on the new store.",
    )
    .action(async ({ from, to, ...options }: Said & { from: string; to: string }) => {
      const places = { from: await placeOf("--from", from), to: await placeOf("--to", to) };
      if (places.from === places.to) throw new UsageError("--from and --to are the same store.");
      const done = await kept(() => migrate(from, to), "goes on");
      await reply(options, done, () => `${message.migrated(done)}\n\n${showExamined(done, true)}`);
    });
};

export interface Proof {
  store: string;
  counts: ArchiveCounts;
  digest: string;
}

export const migrate = async (fromAddress: string, toAddress: string, open = openWholeStore) => {
  const [
    { adoptRecords, proveStore, readRecords },
    { AdoptionRefused, assertWhole, beginAdoption, endAdoption, firstOf },
  ] = await Promise.all([import("../../store/archive-stream.ts"), import("../../store/adoption.ts")]);
  const from = await open({ address: fromAddress, there: true });
  await assertWhole(from.state);
  if ((await firstOf(from.state)) === null) throw new AdoptionRefused(message.nothingIn(from.address));
  // All of it is read once before anything is written: what cannot be read, or counted, is told now.
  const before = await proveStore(from.state, { at: null });
  const to = await open({ address: toAddress });
  const source = createHash("sha256").update(from.address).digest("hex");
  const resumed = await beginAdoption(to.state, { kind: "migrate", source, began_at: instantOf(to.clock.now()) });
  if (resumed) say(message.goingOn);
  const total = before.counts.jobs;
  await withProgress({ total, label: message.migrating(total) }, async (advance) =>
    adoptRecords(to.state, readRecords(from.state, { at: null }), ({ jobs }) => advance(jobs.length)),
  );
  // Read again, since it may have been written to meanwhile: both sides are compared as they are now.
  const after = await proveStore(from.state, { at: null });
  const there = await endAdoption(to.state, after.digest);
  const proof: { from: Proof; to: Proof } = {
    from: { store: from.address, ...after },
    to: { store: to.address, ...there },
  };
  if (there.digest !== after.digest)
    throw new Failed({ ...localProblem("invalid", message.sidesDiffer(after.digest !== before.digest)), proof }, [
      message.proven(proof),
    ]);
  return { ...proof, verified: true as const, ...(await lookOver(to.state)) };
};
