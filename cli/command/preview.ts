import type { Command } from "commander";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { withDeployer } from "../deployer.ts";
import { showStagingAccess } from "../show/release.ts";

export const addPreviewCommand = (root: Command): void => {
  addCommand(root, "preview", {
    summary: "Print the link that opens staging; --new-link replaces it",
    example: "preview --new-link",
  })
    .option("--new-link", "create a new link; the old one stops working")
    .addHelpText(
      "after",
      "\nThe link is printed here and by deploy, and is recorded in no file. Pages, the API and jobs do not change.",
    )
    .action(async (options: OutputOptions & { newLink?: true }) => {
      const { relockStaging, readStagingAccess } = await import("../../release/preview/close-staging.ts");
      const replaced = options.newLink === true;
      const access = await withDeployer(replaced ? relockStaging : readStagingAccess, { newPreviewSecret: replaced });
      await printResult(options, { ...access, replaced }, () => showStagingAccess(access, replaced));
    });
};
