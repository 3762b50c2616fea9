import type { Command } from "commander";
import { instantOf } from "../../domain/clock.ts";
import * as message from "../message.ts";
import { reply, verb, type Said } from "../verb.ts";
import { kept, openWholeStore } from "../whole-store.ts";

export const backupVerb = (root: Command): void => {
  verb(root, "backup", {
    summary: "Write the whole store to one file, while it is in use",
    example: "backup tailboard-2026-11-27.backup",
  })
    .argument("<file>", "where to write it; only you may read it")
    .option("--force", "replace a file that is there")
    .option("--without-unreadable", "leave out documents that cannot be read, and name them in the file")
    .addHelpText(
      "after",
      "\nIn it: jobs with their links and history, hours, settings, people with their password hashes, messages not yet" +
        "\nsent, and prices and terms as customers saw them. Not in it: sessions, secrets, releases. It is of one moment: what changes meanwhile is in the next." +
        "\nA backup still holds what is removed from the store later: delete backups when you no longer need them.",
    )
    .action(async (file: string, options: Said & { force?: true; withoutUnreadable?: true }) => {
      const stop = new AbortController();
      for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => stop.abort());
      const manifest = await kept(async () => {
        const [{ state, address, clock, freshId }, { readRecords }, { BackupRefused, writeBackup }, adoption] =
          await Promise.all([
            openWholeStore({ there: true }),
            import("../../store/archive-stream.ts"),
            import("../../store/backup-file.ts"),
            import("../../store/adoption.ts"),
          ]);
        await adoption.assertWhole(state);
        if ((await adoption.firstOf(state)) === null) throw new BackupRefused(message.nothingIn(address));
        const at = instantOf(clock.now());
        const leftOut: string[] = [];
        const unreadable = ({ key }: { key: string }) => void leftOut.push(key);
        const records = readRecords(state, {
          at: { instant: at, clock },
          ...(options.withoutUnreadable === true ? { unreadable } : {}),
        });
        return await writeBackup(file, records, {
          at,
          leftOut: () => leftOut,
          force: options.force === true,
          id: freshId(),
          signal: stop.signal,
        });
      }, "begins anew");
      const { kind: _kind, ...told } = manifest;
      await reply(options, { file, ...told }, () => message.backedUp(file, manifest));
    });
};
