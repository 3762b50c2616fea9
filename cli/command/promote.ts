import type { Command } from "commander";
import { dataVersion, versionNeededBy } from "../../domain/data-version.ts";
import type { Deployer } from "../../release/promotion/deployer.ts";
import type { PromoteOptions } from "../../release/promotion/promote.ts";
import { openApi } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { UsageError } from "../command-error.ts";
import { readPart, withDeployer } from "../deployer.ts";
import * as message from "../message/release.ts";
import { canPrompt, confirm } from "../prompt.ts";
import { showLive, showPlan, showStatus } from "../show/release.ts";
import { printNotice } from "../terminal.ts";

interface Options extends OutputOptions {
  release?: string;
  only?: string;
  dryRun?: true;
  again?: true;
  resume?: true;
  back?: true;
}

export const addPromoteCommand = (root: Command): void => {
  addCommand(root, "promote", { summary: "Make the release on staging live", example: "promote --dry-run" })
    .option("--release <id>", "another release than the one on staging; a unique prefix of its id is enough")
    .option("--only <part>", "only this part: track, book, dashboard or api")
    .option("--dry-run", "show what would change, and change nothing")
    .option("--again", "allow a release that was rolled back; in a terminal you are asked")
    .option("--resume", "finish a promotion or rollback that was interrupted")
    .option("--back", "undo an interrupted promotion or rollback: restore what was live before it")
    .action(async (options: Options) => {
      if (options.resume === true || options.back === true) await endInterrupted(options);
      else await promoteRelease(options);
    });
};

const promoteRelease = async (options: Options): Promise<void> => {
  const only = readPart(options.only);
  const dryRun = options.dryRun === true;
  const release = options.release ?? null;
  const promoting = { release, only, dryRun, manual: true, again: options.again === true, storeNeeds };
  const promoted = await withDeployer((deployer) => promoteWithConsent(deployer, promoting, options));
  const { plan, promotion, release: id, rolled_back: rolledBack, live } = promoted;
  const { live: _, ...shown } = plan;
  const value = { dry_run: dryRun, release: id, rolled_back: rolledBack, ...shown, promotion, live };
  await printResult(options, value, () => {
    const uninvalidated = Object.values(promotion?.uninvalidated ?? {}).flat();
    return [
      showPlan(plan),
      "",
      ...(dryRun
        ? [...(rolledBack === null ? [] : [message.rolledBackBefore(rolledBack.by)]), message.dryRun]
        : promotion === null
          ? [message.upToDate, showLive(live)]
          : [...(only === "api" ? [message.apiLive(id)] : []), showLive(live), message.rollbackHint]),
      ...(uninvalidated.length === 0 ? [] : [message.uninvalidated(uninvalidated)]),
    ].join("\n");
  });
};

/** Looks at every job until one needs the newest form. */
const storeNeeds = async (): Promise<number> => {
  const { services } = await openApi();
  for await (const job of services.jobs.all()) {
    if (versionNeededBy(job) === dataVersion) return dataVersion;
  }
  return 1;
};

/** Promotes. A release that was rolled back needs consent: `--again`, or a yes at the terminal. */
const promoteWithConsent = async (deployer: Deployer, promoting: PromoteOptions, options: OutputOptions) => {
  const [{ promote }, { RolledBackBefore }, { readLivePages }] = await Promise.all([
    import("../../release/promotion/promote.ts"),
    import("../../release/promotion/rolled-back.ts"),
    import("../../release/promotion/status.ts"),
  ]);
  const run = async (again: boolean) => {
    const promoted = await promote(deployer, { ...promoting, again });
    return { ...promoted, live: await readLivePages(deployer) };
  };
  try {
    return await run(promoting.again === true);
  } catch (error) {
    if (!(error instanceof RolledBackBefore) || !canPrompt(options)) throw error;
    printNotice(error.message);
    if (!(await confirm(message.promoteAgainQuestion))) throw error;
    return await run(true);
  }
};

/** Finishes or undoes a promotion or rollback that was interrupted. */
const endInterrupted = async (options: Options): Promise<void> => {
  if (options.resume === true && options.back === true) throw new UsageError(message.resumeOrBack);
  if (options.only !== undefined || options.release !== undefined) throw new UsageError(message.resumeAlone);
  const { readLivePages, readStatus } = await import("../../release/promotion/status.ts");
  if (options.dryRun === true) {
    const status = await withDeployer(readStatus);
    return await printResult(options, { dry_run: true, ...status }, () => showStatus(status));
  }
  const { takeOverPromotion } = await import("../../release/promotion/run-promotion.ts");
  const { promotion, live } = await withDeployer(async (deployer) => ({
    promotion: await takeOverPromotion(deployer, options.resume === true ? "resume" : "back"),
    live: await readLivePages(deployer),
  }));
  printNotice(promotion.step === "done" ? message.resumed : message.rolledBack);
  await printResult(options, { dry_run: false, promotion, live }, () => showLive(live));
};
