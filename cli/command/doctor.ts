import type { Command } from "commander";
import type { Difference } from "../../release/promotion/drift.ts";
import type { Finding } from "../../store/upkeep.ts";
import { checkStore } from "../check-store.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import * as message from "../message/maintenance.ts";
import { UsageError } from "../command-error.ts";
import { withDeployer } from "../deployer.ts";
import { openStore, withStoreErrors } from "../open-store.ts";
import type { AdvisedStores } from "../message-advice.ts";
import { mailHeading, step } from "../message/message-settings.ts";
import { stepLines } from "./message-settings.ts";
import type { MailFinding } from "../../notify/mail-domain.ts";
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
      "\nIt also checks the DNS records of the domain that emails come from, and lists what you do next for your messages." +
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
        const checked = await checkStore(state, options.repair === true, {
          backup: file === undefined ? undefined : () => readBackup(file),
          deep: options.deep === true,
        });
        // Damage comes first: until it is repaired, what the owner set up may not be readable.
        const isWhole = !checked.left.some(needsPerson);
        return { ...checked, ...(isWhole ? await adviceFor(state) : {}) };
      }, "starts over");
      const { mended, left, mail = [], steps = [] } = report;
      // Until a restore is complete, only the restore itself can open the store, so releases cannot be checked.
      const isIncomplete = left.some(({ kind }) => kind === "unfinished_adoption");
      const files = isIncomplete ? [] : await findLiveDamage();
      if (left.some(needsPerson) || files.length > 0) process.exitCode = 1;
      const extra = { ...(files.length > 0 && { files }), ...(mail.length > 0 && { mail }) };
      await printResult(options, { mended, left, ...extra }, () => {
        const isHealthy = left.length + mended.length === 0;
        const damage = files.map(({ text }) => text);
        const found =
          isHealthy && damage.length > 0 ? [] : [showCheckReport({ mended, left }, options.repair === true)];
        return [...found, ...damage, ...mailLines(mail), ...stepLines(steps)].join("\n");
      });
    });
};

/** Returns what is wrong with the domain of emails, and what the owner does next. */
const adviceFor = async (stores: AdvisedStores): Promise<{ mail: MailFinding[]; steps: string[] }> => {
  const [{ mailFindings, nextSteps }, { mailRecords }] = await Promise.all([
    import("../message-advice.ts"),
    import("../../main/mail-records.ts"),
  ]);
  const [mail, steps] = await Promise.all([mailFindings(stores, mailRecords()), nextSteps(stores)]);
  return { mail, steps };
};

const mailLines = (mail: readonly MailFinding[]): string[] =>
  mail.length === 0 ? [] : ["", mailHeading, ...mail.map(({ detail }) => step(detail))];

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
