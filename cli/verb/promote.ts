import type { Command } from "commander";
import type { PromoteOptions } from "../../release/promotion/promote.ts";
import type { Deployer } from "../../release/promotion/deployer.ts";
import { UsageError } from "../failure.ts";
import { interview } from "../interview.ts";
import { readOnly, shipped } from "../deployer.ts";
import { showLive, showPlan } from "../show/release.ts";
import { say } from "../terminal.ts";
import { reply, verb, type Said } from "../verb.ts";

interface Options extends Said {
  release?: string;
  only?: string;
  dryRun?: true;
  again?: true;
  resume?: true;
  back?: true;
}

export const promoteVerb = (root: Command): void => {
  verb(root, "promote", { summary: "Make the release that staging shows live", example: "promote --dry-run" })
    .option("--release <id>", "another release than the one on staging; the beginning of its id is enough")
    .option("--only <part>", "track, book, dashboard or api: nothing else changes")
    .option("--dry-run", "say what would change")
    .option("--again", "also a release that was rolled back; at a terminal you are asked")
    .option("--resume", "finish a promotion or rollback that was stopped half-way")
    .option("--back", "put back what was live before it")
    .action(async (options: Options) => {
      if (options.resume === true || options.back === true) return await goOn(options);
      const only = readOnly(options.only);
      const dryRun = options.dryRun === true;
      const release = options.release ?? null;
      const promoted = await shipped((deployer) =>
        promoteAsked(deployer, { release, only, dryRun, manual: true, again: options.again === true }, options),
      );
      const { plan, promotion, release: id, rolled_back, live } = promoted;
      const { live: _, ...shown } = plan;
      await reply(options, { dry_run: dryRun, release: id, rolled_back, ...shown, promotion, live }, () => {
        const left = Object.values(promotion?.uninvalidated ?? {}).flat();
        const end = dryRun
          ? [
              ...(rolled_back === null ? [] : [`It was rolled back by ${rolled_back.by}: promote asks for --again.`]),
              "Nothing was changed.",
            ]
          : promotion === null
            ? ["Nothing to do.", showLive(live)]
            : [
                ...(only === "api" ? [`The API of ${id} answers calls.`] : []),
                showLive(live),
                "Back: tailboard rollback",
              ];
        const warning =
          left.length === 0
            ? []
            : [`Cached copies could not be dropped: ${left.join(" ")}. tailboard status tries again.`];
        return [showPlan(plan), "", ...end, ...warning].join("\n");
      });
    });
};

/** A release that was rolled back goes live only after a yes: typed at a terminal, or as `--again`. */
const promoteAsked = async (deployer: Deployer, promoting: PromoteOptions, { json }: Said) => {
  const [{ promote }, { RolledBackBefore }, { readLivePages }] = await Promise.all([
    import("../../release/promotion/promote.ts"),
    import("../../release/promotion/rolled-back.ts"),
    import("../../release/promotion/status.ts"),
  ]);
  const carriedOut = async (again: boolean) => {
    const promoted = await promote(deployer, { ...promoting, again });
    return { ...promoted, live: await readLivePages(deployer) };
  };
  try {
    return await carriedOut(promoting.again === true);
  } catch (error) {
    if (!(error instanceof RolledBackBefore)) throw error;
    if (json === true || !process.stdin.isTTY || !process.stderr.isTTY) throw error;
    say(error.message);
    const [answer = ""] = await interview([{ text: "Promote it again? yes or no", given: undefined, usual: "no" }], {
      input: process.stdin,
      output: process.stderr,
    });
    if (!/^y(?:es)?$/i.test(answer)) throw error;
    return await carriedOut(true);
  }
};

const goOn = async (options: Options): Promise<void> => {
  if (options.resume === true && options.back === true) throw new UsageError("Give --resume or --back.");
  if (options.only !== undefined || options.release !== undefined)
    throw new UsageError("What was stopped knows its release and pages: leave out --release and --only.");
  if (options.dryRun === true) {
    const { readStatus } = await import("../../release/promotion/status.ts");
    const { showStatus } = await import("../show/release.ts");
    const status = await shipped(readStatus);
    return await reply(options, { dry_run: true, ...status }, () => showStatus(status));
  }
  const { takeOverPromotion } = await import("../../release/promotion/run-promotion.ts");
  const { readLivePages } = await import("../../release/promotion/status.ts");
  const { promotion, live } = await shipped(async (deployer) => ({
    promotion: await takeOverPromotion(deployer, options.resume === true ? "resume" : "back"),
    live: await readLivePages(deployer),
  }));
  say(promotion.step === "done" ? "Finished." : "Put back.");
  await reply(options, { dry_run: false, promotion, live }, () => showLive(live));
};
