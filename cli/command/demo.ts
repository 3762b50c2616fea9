import type { Command } from "commander";
import { openApi } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import * as message from "../message/settings.ts";

export const addDemoCommand = (root: Command): void => {
  addCommand(root, "demo", { summary: "Put a day of sample jobs on the board to try things with", example: "demo" })
    .option("--remove", "remove the sample jobs, whatever their status")
    .addHelpText(
      "after",
      "\nThe sample jobs are real jobs in every status, marked as samples. They use no openings, appear in no totals, and" +
        "\ntheir customers are not messaged. There is one sample day at a time; a second demo shows the existing one.",
    )
    .action(async ({ remove, ...options }: OutputOptions & { remove?: true }) => {
      const api = await openApi();
      if (remove === true) {
        const result = await api.removeSampleDay();
        await printResult(options, result, () => message.sampleDayRemoved(result.removed));
        return;
      }
      const day = await api.createSampleDay();
      await printResult(options, day, () => message.sampleDayAdded(day.jobs, day.made_on));
    });
};
