import type { Command } from "commander";
import { readOnly, shipped } from "../deployer.ts";
import { showLive, showPlan } from "../show/release.ts";
import { reply, verb, type Said } from "../verb.ts";

export const rollbackVerb = (root: Command): void => {
  verb(root, "rollback", {
    summary: "Make live again what was live before the last promotion",
    example: "rollback --dry-run",
  })
    .option("--to <id>", "a release that was live once; the beginning of its id is enough")
    .option("--only <part>", "track, book, dashboard or api: nothing else changes")
    .option("--dry-run", "say what would change")
    .action(async (options: Said & { to?: string; only?: string; dryRun?: true }) => {
      const only = readOnly(options.only);
      const { rollback } = await import("../../release/promotion/rollback.ts");
      const dryRun = options.dryRun === true;
      const { readLivePages } = await import("../../release/promotion/status.ts");
      const { plan, promotion, live } = await shipped(async (deployer) => ({
        ...(await rollback(deployer, { to: options.to ?? null, only, dryRun })),
        live: await readLivePages(deployer),
      }));
      const { live: _, ...shown } = plan;
      await reply(options, { dry_run: dryRun, ...shown, promotion, live }, () => {
        const end = dryRun
          ? "Nothing was changed."
          : promotion === null
            ? `Nothing to do. ${showLive(live)}`
            : only === "api"
              ? "Calls go to it again. Pages, jobs and settings were not rolled back."
              : `${showLive(live)} Jobs, settings and the API were not rolled back.`;
        return [showPlan(plan), "", end].join("\n");
      });
    });
};
