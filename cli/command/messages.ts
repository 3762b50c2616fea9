import type { Command } from "commander";
import { DomainError } from "../../domain/domain-error.ts";
import { readJobId } from "../../domain/job-id.ts";
import { addressOf } from "../../http/inbox/address-of.ts";
import { existingMessage } from "../../http/inbox/find-message.ts";
import { listedMessage, type ListedMessage } from "../../projection/conversation-view.ts";
import { openApi, todayOf, type Api } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { CommandError, localProblem } from "../command-error.ts";
import * as message from "../message/messages.ts";
import { showMessage, showMessages } from "../show/conversation.ts";
import { textContext } from "../show/phrases.ts";
import { width } from "../terminal.ts";

export const addMessageCommands = (root: Command): void => {
  addSentMessageCommands(
    root.command("messages").description("Messages to customers: what was sent, and what was not"),
  );
};

/** Adds the commands that read what was sent, and send again what was not. */
const addSentMessageCommands = (messages: Command): void => {
  addCommand(messages, "list", {
    summary: "List the messages that were not sent, or those of a day",
    example: "messages list --day 2026-12-01",
  })
    .option("--state <state>", "only messages in this state, such as parked or local")
    .option("--day <day>", "the messages of this day, such as 2026-12-01")
    .option("--limit <count>", "at most this many", "50")
    .option("--cursor <cursor>", "the next_cursor of the page before")
    .action(async ({ state, day, limit, cursor, ...options }: OutputOptions & ListOptions) => {
      const api = await openApi();
      const page = await api.listMessages({ state, day, limit, cursor });
      const settings = await api.getSettings();
      const context = textContext(settings, todayOf(api, settings));
      await printResult(options, page, () => showMessages(page, context, width()));
    });

  addCommand(messages, "show <id>", {
    summary: "Show one message, or the messages of a job, both ways",
    example: "messages show 261127-7K3Q",
  }).action(async (id: string, options: OutputOptions) => {
    const api = await openApi();
    const settings = await api.getSettings();
    const context = textContext(settings, todayOf(api, settings));
    if (readJobId(id) !== null) {
      const page = await api.listJobMessages({ id });
      return await printResult(options, page, () => showMessages(page, context, width()));
    }
    const found = await messageOf(api, id);
    await printResult(options, found, () => showMessage(found, context));
  });

  addCommand(messages, "send-again <message>", {
    summary: "Send a message again that was not sent",
    example: "messages send-again q0J3mXhT1Yk2bVnL8sWc4A --via email",
  })
    .option("--via <channel>", "text or email; without it, the same as before")
    .action(async (id: string, { via, ...options }: OutputOptions & { via?: string }) => {
      const sent = await (await openApi()).sendAgain({ id, body: via === undefined ? {} : { via } });
      await printResult(options, sent, () => message.sentAgain(sent.state));
    });

  addCommand(messages, "dismiss <message>", {
    summary: "Take a message off the list of those that were not sent",
    example: "messages dismiss q0J3mXhT1Yk2bVnL8sWc4A",
  }).action(async (id: string, options: OutputOptions) => {
    const dismissed = await (await openApi()).dismissMessage({ id });
    await printResult(options, dismissed, () => message.dismissed);
  });
};

/** No call answers one message. The command line reads the store itself. */
const messageOf = async (api: Api, id: string): Promise<ListedMessage> => {
  try {
    const { message: found, conversation } = await existingMessage(api.services, id);
    return listedMessage(found, conversation, await addressOf(api.services, found, conversation));
  } catch (error) {
    if (error instanceof DomainError) throw new CommandError(localProblem("not_found", error.message));
    throw error;
  }
};

interface ListOptions {
  state?: string;
  day?: string;
  limit: string;
  cursor?: string;
}
