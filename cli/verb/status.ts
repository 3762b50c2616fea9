import type { Command } from "commander";
import { shipped } from "../deployer.ts";
import { showStatus } from "../show/release.ts";
import { reply, verb, type Said } from "../verb.ts";

export const statusVerb = (root: Command): void => {
  verb(root, "status", {
    summary: "What is live, what is under way, and where the two do not agree",
    example: "status",
  }).action(async (options: Said) => {
    const { readStatus } = await import("../../release/promotion/status.ts");
    const status = await shipped(readStatus);
    await reply(options, status, () => showStatus(status));
  });
};
