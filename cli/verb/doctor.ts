import type { Command } from "commander";
import type { Finding } from "../../store/upkeep.ts";
import type { Difference } from "../../release/promotion/drift.ts";
import { examined, type Examined } from "../examined.ts";
import { shipped } from "../deployer.ts";
import { showExamined } from "../show/examined.ts";
import { reply, verb, type Said } from "../verb.ts";
import { kept, openWholeStore } from "../whole-store.ts";

export const doctorVerb = (root: Command): void => {
  verb(root, "doctor", {
    summary: "Look the whole store over; with --repair, mend what has one right answer",
    example: "doctor --repair",
  })
    .option("--repair", "mend what can be mended; a document that cannot be read is set aside under quarantine/")
    .addHelpText(
      "after",
      "\nWrites may go on meanwhile. Exit code 1 when something is left that a person has to see to;" +
        "\nparked messages and the advice for crowded days are told of, and leave it at 0.",
    )
    .action(async (options: Said & { repair?: true }) => {
      const found = await kept(async () => {
        const { state } = await openWholeStore({ there: true });
        return await examined(state, options.repair === true);
      }, "begins anew");
      // A store that is not whole opens to nothing but what fills it.
      const files = found.left.some(({ kind }) => kind === "unfinished_adoption") ? [] : await findLiveDamage();
      if (found.left.some(isGrave) || files.length > 0) process.exitCode = 1;
      const told = showExamined(found, options.repair === true);
      await reply(options, { ...(found satisfies Examined), ...(files.length > 0 && { files }) }, () =>
        files.length === 0
          ? told
          : [...(found.left.length + found.mended.length === 0 ? [] : [told]), ...files.map(({ text }) => text)].join(
              "\n",
            ),
      );
    });
};

/** Files of live releases that are not as they were uploaded. Nothing was released into a store that no server has opened. */
const findLiveDamage = async (): Promise<Difference[]> => {
  const [{ findFileDrift }, { listKeys }, { keys }] = await Promise.all([
    import("../../release/promotion/drift.ts"),
    import("../../release/artifacts/artifact-store.ts"),
    import("../../store/keys.ts"),
  ]);
  return await shipped(async (deployer) =>
    (await listKeys(deployer.objects, keys.releaseFolders)).length === 0 ? [] : await findFileDrift(deployer),
  );
};

/** False for a finding that needs no person: a parked message, and the advice for a crowded day. */
export const isGrave = ({ kind }: Pick<Finding, "kind">): boolean => kind !== "parked_outbox" && kind !== "crowded_day";
