import type { Command } from "commander";
import * as message from "../message.ts";
import { openApi } from "../api.ts";
import { reply, verb, type Said } from "../verb.ts";

export const demoVerb = (root: Command): void => {
  verb(root, "demo", { summary: "Put a sample day on the board, to try things with", example: "demo" })
    .option("--remove", "take it away again, whatever became of it")
    .addHelpText(
      "after",
      "\nIts jobs are real ones in every state, marked as samples: they take no place, are in no count, and nobody is\nmessaged. There is one sample day at a time; asked for again, it is told as it is.",
    )
    .action(async ({ remove, ...options }: Said & { remove?: true }) => {
      const api = await openApi();
      if (remove === true) {
        const gone = await api.removeSampleDay();
        await reply(options, gone, () => message.sampleDayRemoved(gone.removed));
        return;
      }
      const there = await api.createSampleDay();
      await reply(options, there, () => message.sampleDayThere(there.jobs, there.made_on));
    });
};
