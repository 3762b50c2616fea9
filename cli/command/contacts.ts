import type { Command } from "commander";
import { DomainError } from "../../domain/domain-error.ts";
import { phoneText } from "../../domain/phone.ts";
import type { ConversationAct } from "../../domain/message/act-on-conversation.ts";
import { readPhone } from "../../http/phone.ts";
import { openApi } from "../api.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { CommandError, localProblem } from "../command-error.ts";
import * as message from "../message/messages.ts";

export const addContactCommands = (root: Command): void => {
  const contacts = root.command("contacts").description("Whether texts may go to a phone number");

  addCommand(contacts, "stop <phone>", {
    summary: "Send no more texts to a number",
    example: 'contacts stop "(619) 555-0142"',
  }).action(async (phone: string, options: OutputOptions) => {
    const changed = await act(phone, [{ do: "opt_out", how: "office" }]);
    await printResult(options, changed, () => message.stopped(phoneText(changed.contact.value)));
  });

  addCommand(contacts, "allow <phone>", {
    summary: "Send texts to a number again, because the customer said so",
    example: 'contacts allow "(619) 555-0142"',
  })
    .addHelpText("after", "\nA customer who texted STOP must also text START: the carrier still blocks the number.")
    .action(async (phone: string, options: OutputOptions) => {
      const changed = await act(phone, [
        { do: "do_not_text", on: false },
        { do: "consent", how: "dispatcher" },
      ]);
      await printResult(options, changed, () => message.allowed(phoneText(changed.contact.value)));
    });
};

/** Changes what is known of a number, also if it has no conversation yet. */
const act = async (typed: string, acts: ConversationAct[]) => {
  const { services } = await openApi();
  const contact = { kind: "phone" as const, value: numberOf(typed, await services.settings.read()) };
  let [id, opt_out, do_not_text]: [string, unknown, boolean] = ["", null, false];
  for (const one of acts) ({ id, opt_out, do_not_text } = await services.conversations.actOnContact(contact, one));
  return { id, contact, opt_out, do_not_text };
};

const numberOf = (typed: string, settings: Parameters<typeof readPhone>[1]): string => {
  try {
    return readPhone(typed, settings, "/phone");
  } catch (error) {
    if (error instanceof DomainError) throw new CommandError(localProblem("invalid", error.message));
    throw error;
  }
};
