import type { Command } from "commander";
import { Failed, localProblem } from "../failure.ts";
import { shipped } from "../deployer.ts";
import { showDeployed, showPruned } from "../show/release.ts";
import { say } from "../terminal.ts";
import { reply, verb, type Said } from "../verb.ts";
import { buildHere } from "./release.ts";

export const deployVerb = (root: Command): void => {
  verb(root, "deploy", { summary: "Build the pages, upload what is new, and show them on staging", example: "deploy" })
    .option("--dirty", "also with changes that are in no commit")
    .option("--dry-run", "say what would be deployed")
    .option("--preview-data", "fill staging's store with a copy of the live jobs, with all people invented")
    .action(async (options: Said & { dirty?: true; dryRun?: true; previewData?: true }) => {
      const { built, source } = await buildHere(options.dirty === true);
      const { deploy, planDeploy } = await import("../../release/promotion/deploy.ts");
      if (options.dryRun === true) {
        const plan = await shipped((deployer) => planDeploy(deployer, built));
        await reply(
          options,
          { dry_run: true, ...plan },
          () =>
            `${options.previewData === true ? "Would copy the live jobs into staging's store, with all people invented.\n" : ""}Would upload ${plan.upload.files} files, ${plan.upload.bytes} bytes, and point staging from ${plan.staging.from ?? "no release"} at ${plan.release}.\n${plan.remove.releases.length === 0 ? "" : `Would remove after their time: ${showPruned(plan.remove)}.\n`}The site and the dashboard would stay as they are.`,
        );
        return;
      }
      const deployed = await shipped((deployer) => deploy(deployer, built, { source, manual: true }));
      const filled = options.previewData === true ? await fillPreview() : null;
      await reply(options, { ...deployed, preview_data: filled }, () =>
        [
          ...(filled === null
            ? []
            : [
                `Staging's store has ${filled.jobs} jobs of ${filled.days} days, with invented people. Nobody is messaged.`,
              ]),
          showDeployed(deployed),
        ].join("\n"),
      );
    });
};

const fillPreview = async () => {
  const [{ ConfigError }, { readOwn }, { fillOwnPreview }] = await Promise.all([
    import("../../main/config.ts"),
    import("../../main/own-deployment.ts"),
    import("../../main/fill-own-preview.ts"),
  ]);
  try {
    const { config } = await readOwn(process.env);
    return await fillOwnPreview(config, { progress: say, onFault: (error) => say(`fault: ${String(error)}`) });
  } catch (error) {
    if (error instanceof ConfigError) throw new Failed(localProblem("invalid", error.message));
    throw error;
  }
};
