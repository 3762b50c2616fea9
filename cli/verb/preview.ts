import type { Command } from "commander";
import { shipped } from "../deployer.ts";
import { showDoor } from "../show/release.ts";
import { reply, verb, type Said } from "../verb.ts";

export const previewVerb = (root: Command): void => {
  verb(root, "preview", {
    summary: "Print the link that opens staging; with --new-link, another one instead",
    example: "preview --new-link",
  })
    .option("--new-link", "make another secret: the link before opens nothing any more")
    .addHelpText(
      "after",
      "\nThe link is printed here and by deploy, and written down nowhere. Pages, API and jobs do not change.",
    )
    .action(async (options: Said & { newLink?: true }) => {
      const { relockStaging, readStagingAccess } = await import("../../release/preview/close-staging.ts");
      const replaced = options.newLink === true;
      const door = await shipped(replaced ? relockStaging : readStagingAccess, { newPreviewSecret: replaced });
      await reply(options, { ...door, replaced }, () => showDoor(door, replaced));
    });
};
