import type { Command } from "commander";
import { print, printJson } from "./terminal.ts";

/** Adds a command with a summary, an example and `--json`. Every command is added by this function. */
export const addCommand = (
  parent: Command,
  name: string,
  { summary, example }: { summary: string; example: string },
): Command =>
  parent
    .command(name)
    .description(summary)
    .option("--json", "print one JSON value")
    .addHelpText("after", `\nExample:\n  $ tailboard ${example}`);

/** The options that every command has. */
export interface OutputOptions {
  json?: true;
}

/** Prints the result of a command on stdout: as JSON with `--json`, otherwise as the text for a person. */
export const printResult = async ({ json }: OutputOptions, value: unknown, text: () => string): Promise<void> => {
  if (json === true) await printJson(value);
  else await print(`${text()}\n`);
};

/** Collects the values of an option that may be given several times. */
export const repeatable = (value: string, before: string[] = []): string[] => [...before, value];
