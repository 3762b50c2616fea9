import type { Command } from "commander";
import { shipped } from "../shipping.ts";
import { showDeployed } from "../show/release.ts";
import { reply, verb, type Said } from "../verb.ts";
import { buildHere } from "./release.ts";

export const deployVerb = (root: Command): void => {
  verb(root, "deploy", { summary: "Build the pages, upload what is new, and show them on staging", example: "deploy" })
    .option("--dirty", "also with changes that are in no commit")
    .option("--dry-run", "say what would be deployed")
    .action(async (options: Said & { dirty?: true; dryRun?: true }) => {
      const { built, source } = await buildHere(options.dirty === true);
      const { deploy, planDeploy } = await import("../../release/deploy.ts");
      if (options.dryRun === true) {
        const plan = await shipped((shipping) => planDeploy(shipping, built));
        await reply(
          options,
          { dry_run: true, ...plan },
          () =>
            `Would upload ${plan.upload.files} files, ${plan.upload.bytes} bytes, and point staging from ${plan.staging.from ?? "no release"} at ${plan.release}.\nThe site and the dashboard would stay as they are.`,
        );
        return;
      }
      const deployed = await shipped((shipping) => deploy(shipping, built, { source, byHand: true }));
      await reply(options, deployed, () => showDeployed(deployed));
    });
};
