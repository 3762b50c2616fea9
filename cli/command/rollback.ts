import type { Command } from "commander";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { readPart, withDeployer } from "../deployer.ts";
import * as message from "../message/release.ts";
import { showLive, showPlan } from "../show/release.ts";

export const addRollbackCommand = (root: Command): void => {
  addCommand(root, "rollback", {
    summary: "Make the release live again that was live before the last promotion",
    example: "rollback --dry-run",
  })
    .option("--to <id>", "an earlier release that was live; a unique prefix of its id is enough")
    .option("--only <part>", "only this part: track, book, dashboard or api")
    .option("--dry-run", "show what would change, and change nothing")
    .action(async (options: OutputOptions & { to?: string; only?: string; dryRun?: true }) => {
      const only = readPart(options.only);
      const dryRun = options.dryRun === true;
      const [{ rollback }, { readLivePages }] = await Promise.all([
        import("../../release/promotion/rollback.ts"),
        import("../../release/promotion/status.ts"),
      ]);
      const { plan, promotion, live } = await withDeployer(async (deployer) => ({
        ...(await rollback(deployer, { to: options.to ?? null, only, dryRun })),
        live: await readLivePages(deployer),
      }));
      const { live: _, ...shown } = plan;
      await printResult(options, { dry_run: dryRun, ...shown, promotion, live }, () => {
        const result = dryRun
          ? message.dryRun
          : promotion === null
            ? `${message.upToDate} ${showLive(live)}`
            : only === "api"
              ? message.apiRolledBack
              : `${showLive(live)} ${message.pagesRolledBack}`;
        return [showPlan(plan), "", result].join("\n");
      });
    });
};
