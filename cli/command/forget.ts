import { CommandError, localProblem, UsageError } from "../command-error.ts";
import { printResult, type OutputOptions } from "../command.ts";
import * as message from "../message/forget.ts";
import { canPrompt, confirm } from "../prompt.ts";
import { printNotice } from "../terminal.ts";
import type { ValueOf } from "../../http/client.ts";

export type ConfirmOptions = OutputOptions & { yes?: true };

/**
 * Asks before a person is forgotten. `--yes` skips the question.
 * @throws CommandError if it cannot ask, so that a script forgets no person by accident.
 */
export const confirmForgetting = async (question: string, options: ConfirmOptions): Promise<void> => {
  if (options.yes === true) return;
  if (!canPrompt(options))
    throw new CommandError(localProblem("invalid", `${question} ${message.nothingForgotten}`), [message.confirmOption]);
  printNotice(question);
  if (!(await confirm(message.question))) throw new UsageError(message.nothingForgotten);
};

export const printForgotten = async (options: OutputOptions, answer: ValueOf<"forgetJob">): Promise<void> =>
  await printResult(options, answer, () =>
    [
      message.forgotten(answer.forgotten),
      message.left,
      ...answer.left.map(
        ({ where, until }) => `  ${message.where[where]}${until === null ? "" : ` ${message.until(until)}`}`,
      ),
    ].join("\n"),
  );
