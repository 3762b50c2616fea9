import type { Command } from "commander";
import { UsageError } from "../failure.ts";
import { readOnly, shipped } from "../shipping.ts";
import { showPlan } from "../show/release.ts";
import { say } from "../terminal.ts";
import { reply, verb, type Said } from "../verb.ts";

interface Options extends Said {
  release?: string;
  only?: string;
  dryRun?: true;
  resume?: true;
  back?: true;
}

export const promoteVerb = (root: Command): void => {
  verb(root, "promote", { summary: "Make the release that staging shows live", example: "promote --dry-run" })
    .option("--release <id>", "another release than the one on staging")
    .option("--only <part>", "track, book, dashboard or api: nothing else changes")
    .option("--dry-run", "say what would change")
    .option("--resume", "finish a promotion or rollback that was stopped half-way")
    .option("--back", "put back what was live before it")
    .action(async (options: Options) => {
      if (options.resume === true || options.back === true) return await goOn(options);
      const only = readOnly(options.only);
      const { promote } = await import("../../release/promote.ts");
      const dryRun = options.dryRun === true;
      const release = options.release ?? null;
      const {
        plan,
        promotion,
        release: id,
      } = await shipped((shipping) => promote(shipping, { release, only, dryRun, byHand: true }));
      const { live: _, ...shown } = plan;
      await reply(options, { dry_run: dryRun, release: id, ...shown, promotion }, () => {
        const left = Object.values(promotion?.uninvalidated ?? {}).flat();
        const end = dryRun
          ? "Nothing was changed."
          : promotion === null
            ? `Nothing to do: ${id} is live.`
            : `${id} is live. Back: tailboard rollback`;
        const warning =
          left.length === 0
            ? []
            : [`Cached copies could not be dropped: ${left.join(" ")}. tailboard status tries again.`];
        return [showPlan(plan), "", end, ...warning].join("\n");
      });
    });
};

const goOn = async (options: Options): Promise<void> => {
  if (options.resume === true && options.back === true) throw new UsageError("Give --resume or --back.");
  if (options.only !== undefined || options.release !== undefined)
    throw new UsageError("What was stopped knows its release and pages: leave out --release and --only.");
  if (options.dryRun === true) {
    const { readStatus } = await import("../../release/status.ts");
    const { showStatus } = await import("../show/release.ts");
    const status = await shipped(readStatus);
    return await reply(options, { dry_run: true, ...status }, () => showStatus(status));
  }
  const { takeOver } = await import("../../release/promotion.ts");
  const promotion = await shipped((shipping) => takeOver(shipping, options.resume === true ? "resume" : "back"));
  say(promotion.step === "done" ? "Finished." : "Put back.");
  await reply(options, { dry_run: false, promotion }, () =>
    promotion.step === "done" ? `${promotion.release ?? "It"} is live.` : "What was live before is live again.",
  );
};
