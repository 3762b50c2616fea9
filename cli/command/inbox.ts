import type { Command } from "commander";
import { openApi, todayOf, type Api } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import * as message from "../message/messages.ts";
import { showConversation, showInbox } from "../show/conversation.ts";
import { textContext } from "../show/phrases.ts";
import { width } from "../terminal.ts";

export const addInboxCommands = (root: Command): void => {
  const inbox = root.command("inbox").description("Messages of customers, and your answers");
  addListCommand(inbox);
  addShowCommand(inbox);
  addReplyCommand(inbox);
  addStateCommands(inbox);
};

const addListCommand = (inbox: Command): void => {
  addCommand(inbox, "list", {
    summary: "List conversations, the newest first",
    example: "inbox list --state open",
  })
    .option("--state <state>", "open, for those that need a reply, or done")
    .option("--assigned <user>", "a user's id, or none")
    .option("--search <text>", "name, phone or words of the last message")
    .option("--limit <count>", "at most this many", "50")
    .option("--cursor <cursor>", "the next_cursor of the page before")
    .action(async ({ state, assigned, search, limit, cursor, ...options }: OutputOptions & ListOptions) => {
      const api = await openApi();
      const page = await api.listInbox({ state, assigned, q: search, limit, cursor });
      const context = await contextOf(api);
      await printResult(options, page, () => showInbox(page, context, width()));
    });
};

const addShowCommand = (inbox: Command): void => {
  addCommand(inbox, "show <conversation>", {
    summary: "Show a conversation, the newest message last",
    example: "inbox show 0f3a9c2e7b51d4886a1c0e95b2f7d340",
  })
    .option("--before <message>", "only what is older than this message")
    .action(async (id: string, { before, ...options }: OutputOptions & { before?: string }) => {
      const api = await openApi();
      const conversation = await api.getConversation({ id, before });
      const context = await contextOf(api);
      await printResult(options, conversation, () => showConversation(conversation, context));
    });
};

const addReplyCommand = (inbox: Command): void => {
  addCommand(inbox, "reply <conversation> <text>", {
    summary: "Answer a customer",
    example: 'inbox reply 0f3a9c2e7b51d4886a1c0e95b2f7d340 "Yes, the driveway is fine."',
  })
    .option("--via <channel>", "text, email or page; without it, as the customer wrote")
    .option("--job <job>", "the job that the answer is about")
    .option("--at-8am", "send it at 8 in the morning, not at night")
    .action(async (id: string, text: string, { via, job, at8am, ...options }: OutputOptions & ReplyOptions) => {
      const api = await openApi();
      const { rev } = await api.getConversation({ id });
      const body = {
        text,
        ...(via === undefined ? {} : { via }),
        ...(job === undefined ? {} : { job }),
        ...(at8am === true ? { send_at: "8am" } : {}),
      };
      const sent = await api.sendReply({ id, rev, body });
      await printResult(options, sent, () => message.replied(sent.via, sent.state));
    });
};

const addStateCommands = (inbox: Command): void => {
  addCommand(inbox, "done <conversation>", {
    summary: "Mark a conversation as answered",
    example: "inbox done 0f3a9c2e7b51d4886a1c0e95b2f7d340",
  }).action(async (id: string, options: OutputOptions) => {
    const changed = await patch(id, { state: "done" });
    await printResult(options, changed, () => message.done(changed.name));
  });

  addCommand(inbox, "assign <conversation> <user>", {
    summary: "Say who answers a customer",
    example: "inbox assign 0f3a9c2e7b51d4886a1c0e95b2f7d340 none",
  })
    .addHelpText("after", "\nThe user is an id of `users list`, or none.")
    .action(async (id: string, user: string, options: OutputOptions) => {
      const changed = await patch(id, { assigned: user === "none" ? null : user });
      await printResult(options, changed, () => message.assigned(changed.name, changed.assigned));
    });
};

const patch = async (id: string, body: object) => {
  const api = await openApi();
  const { rev } = await api.getConversation({ id });
  return await api.patchConversation({ id, rev, body });
};

const contextOf = async (api: Api) => {
  const settings = await api.getSettings();
  return textContext(settings, todayOf(api, settings));
};

interface ListOptions {
  state?: string;
  assigned?: string;
  search?: string;
  limit: string;
  cursor?: string;
}

interface ReplyOptions {
  via?: string;
  job?: string;
  at8am?: true;
}
