import type { Command } from "commander";
import type { Finding } from "../../store/upkeep.ts";
import { examined, type Examined } from "../examined.ts";
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
      if (found.left.some(isGrave)) process.exitCode = 1;
      await reply(options, found satisfies Examined, () => showExamined(found, options.repair === true));
    });
};

const isGrave = ({ kind }: Finding): boolean => kind !== "parked_outbox" && kind !== "crowded_day";
