import type { Command } from "commander";
import type { Difference } from "../../release/promotion/drift.ts";
import type { Finding } from "../../store/upkeep.ts";
import { checkStore } from "../check-store.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import * as message from "../message/maintenance.ts";
import { UsageError } from "../command-error.ts";
import { withDeployer } from "../deployer.ts";
import { openStore, withStoreErrors } from "../open-store.ts";
import { showCheckReport } from "../show/check-report.ts";

export const addDoctorCommand = (root: Command): void => {
  addCommand(root, "doctor", {
    summary: "Check the whole store for problems; --repair fixes those that have one right answer",
    example: "doctor --repair",
  })
    .option("--repair", "repair what can be repaired; damaged bytes are copied to quarantine/")
    .option("--deep", "also compare each snapshot with the entries of the last 35 days; reads the whole store")
    .option(
      "--backup <file>",
      "with --repair: put days, settings, people and customers that are lost back from this backup",
    )
    .addHelpText(
      "after",
      "\nThe server may keep running. The exit code is 1 if a problem remains that needs a person. Parked messages" +
        "\nare shown, and do not change the exit code.",
    )
    .action(async (options: OutputOptions & { repair?: true; backup?: string; deep?: true }) => {
      const { backup: file } = options;
      if (file !== undefined && options.repair !== true) throw new UsageError(message.backupNeedsRepair);
      const report = await withStoreErrors(async () => {
        const { readBackup, verifyBackup } = await import("../../store/backup-file.ts");
        if (file !== undefined) await verifyBackup(file);
        const { state } = await openStore({ mustExist: true });
        return await checkStore(state, options.repair === true, {
          backup: file === undefined ? undefined : () => readBackup(file),
          deep: options.deep === true,
        });
      }, "starts over");
      // Until a restore is complete, only the restore itself can open the store, so releases cannot be checked.
      const isIncomplete = report.left.some(({ kind }) => kind === "unfinished_adoption");
      const files = isIncomplete ? [] : await findLiveDamage();
      if (report.left.some(needsPerson) || files.length > 0) process.exitCode = 1;
      await printResult(options, { ...report, ...(files.length > 0 && { files }) }, () => {
        const isHealthy = report.left.length + report.mended.length === 0;
        const damage = files.map(({ text }) => text);
        if (isHealthy && damage.length > 0) return damage.join("\n");
        return [showCheckReport(report, options.repair === true), ...damage].join("\n");
      });
    });
};

/** Finds files of live releases that differ from what was uploaded. Empty if no server has released into this store yet. */
const findLiveDamage = async (): Promise<Difference[]> => {
  const [{ findFileDrift }, { listKeys }, { keys }] = await Promise.all([
    import("../../release/promotion/drift.ts"),
    import("../../release/artifacts/artifact-store.ts"),
    import("../../store/keys.ts"),
  ]);
  return await withDeployer(async (deployer) =>
    (await listKeys(deployer.objects, keys.releaseFolders)).length === 0 ? [] : await findFileDrift(deployer),
  );
};

/** False for parked messages. */
export const needsPerson = ({ kind }: Pick<Finding, "kind">): boolean => kind !== "parked_outbox";
