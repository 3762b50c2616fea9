import type { Command } from "commander";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { withDeployer } from "../deployer.ts";
import { showStatus } from "../show/release.ts";

export const addStatusCommand = (root: Command): void => {
  addCommand(root, "status", {
    summary: "Show what is live, promotions in progress, and differences between the two",
    example: "status",
  }).action(async (options: OutputOptions) => {
    const { readStatus } = await import("../../release/promotion/status.ts");
    const status = await withDeployer(readStatus);
    await printResult(options, status, () => showStatus(status));
  });
};
