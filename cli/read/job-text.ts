import type { Command } from "commander";
import { recordOf } from "../../domain/field-table.ts";
import { jobTexts, textRule, type JobText, type JobTextInput } from "../../domain/job-text.ts";

/** The option of a text field of a job: `--notes`, `--po-number`. */
export const textOption = (name: JobText): string => `--${name.replaceAll("_", "-")}`;

/** Adds an option for each text field of a job. */
export const addTextOptions = (command: Command): void => {
  for (const name of jobTexts) command.option(`${textOption(name)} <text>`, textRule(name).hint);
};

/** Reads the text options. Texts that were not given are undefined, so the request leaves them out. */
export const readTexts = (command: Command): JobTextInput =>
  recordOf(jobTexts, (name) => {
    // Commander names an option in camel case: `--po-number` is `poNumber`.
    const value: unknown = command.getOptionValue(
      name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()),
    );
    return typeof value === "string" ? value : undefined;
  });
