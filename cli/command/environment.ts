import type { Command } from "commander";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { environment } from "../message/environment.ts";

/** Adds `tailboard environment`. Its help shows the same text, so `tailboard help environment` works too. */
export const addEnvironmentCommand = (root: Command): void => {
  addCommand(root, "environment", {
    summary: "List the environment variables that Tailboard reads",
    example: "environment",
  })
    .addHelpText("after", `\n${showEnvironment()}`)
    .action(async (options: OutputOptions) => {
      const variables = Object.assign({}, ...environment.map((group) => group.variables));
      await printResult(options, variables, showEnvironment);
    });
};

const showEnvironment = (): string =>
  environment
    .map(({ title, variables }) =>
      [`${title}:`, ...Object.entries(variables).flatMap(([name, text]) => describeVariable(name, text))].join("\n"),
    )
    .join("\n\n");

/** One variable in two columns, with the description wrapped. */
const describeVariable = (name: string, text: string): string[] => {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines.map((line, index) => `  ${(index === 0 ? name : "").padEnd(25)}${line}`);
};

/** The width of the description, so that the table fits 100 columns. */
const columns = 72;
