import type { Command } from "commander";
import { print, printJson } from "./terminal.ts";

/** What every verb has: one sentence, one example, `--json`. */
export const verb = (
  parent: Command,
  name: string,
  { summary, example }: { summary: string; example: string },
): Command =>
  parent
    .command(name)
    .description(summary)
    .option("--json", "print one JSON value")
    .addHelpText("after", `\nExample:\n  $ tailboard ${example}`);

export interface Said {
  json?: true;
}

/** The answer of a verb: its JSON, or the text that a person reads. */
export const reply = async ({ json }: Said, value: unknown, text: () => string): Promise<void> => {
  if (json === true) await printJson(value);
  else await print(`${text()}\n`);
};

/** For options that may be given several times. */
export const collect = (value: string, before: string[] = []): string[] => [...before, value];
