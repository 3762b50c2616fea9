import type { Command } from "commander";
import { buildHere } from "../build-release.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { withConfigErrors } from "../command-error.ts";
import { withDeployer } from "../deployer.ts";
import * as message from "../message/release.ts";
import { showDeployed, showPruned } from "../show/release.ts";
import { printFault, printNotice } from "../terminal.ts";

interface Options extends OutputOptions {
  dirty?: true;
  dryRun?: true;
  previewData?: true;
}

export const addDeployCommand = (root: Command): void => {
  addCommand(root, "deploy", { summary: "Build a release, upload it, and show it on staging", example: "deploy" })
    .option("--dirty", "allow uncommitted changes")
    .option("--dry-run", "show what would be deployed, and change nothing")
    .option("--preview-data", "fill staging's store with a copy of the live jobs, with made-up people")
    .action(async (options: Options) => {
      const { built, source } = await buildHere(options.dirty === true);
      const { deploy, planDeploy } = await import("../../release/promotion/deploy.ts");
      if (options.dryRun === true) {
        const plan = await withDeployer((deployer) => planDeploy(deployer, built));
        await printResult(options, { dry_run: true, ...plan }, () =>
          [
            ...(options.previewData === true ? [message.wouldFillPreview] : []),
            message.wouldDeploy(plan.upload.files, plan.upload.bytes, plan.staging.from, plan.release),
            ...(plan.remove.releases.length === 0 ? [] : [message.wouldRemove(showPruned(plan.remove))]),
            message.liveUnchanged,
          ].join("\n"),
        );
        return;
      }
      const deployed = await withDeployer((deployer) => deploy(deployer, built, { source, manual: true }));
      const filled = options.previewData === true ? await fillPreview() : null;
      await printResult(options, { ...deployed, preview_data: filled }, () =>
        [...(filled === null ? [] : [message.filledPreview(filled.jobs, filled.days)]), showDeployed(deployed)].join(
          "\n",
        ),
      );
    });
};

const fillPreview = async () => {
  const [{ readOwn }, { fillOwnPreview }] = await Promise.all([
    import("../../main/own-deployment.ts"),
    import("../../main/fill-own-preview.ts"),
  ]);
  return await withConfigErrors(async () => {
    const { config } = await readOwn(process.env);
    return await fillOwnPreview(config, { progress: printNotice, onFault: printFault });
  });
};
