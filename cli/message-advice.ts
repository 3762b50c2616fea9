import { channelStates, hasWrongSignatures, pauseWords } from "../http/channel-status.ts";
import { officeEvents } from "../domain/message/event.ts";
import { alertOf } from "../domain/message/alerts.ts";
import type { Services } from "../http/services.ts";
import { checkMailDomain, type LookUpTexts, type MailFinding } from "../notify/mail-domain.ts";
import { outcomeWords } from "../notify/outcome-words.ts";
import * as message from "./message/message-settings.ts";

/** What the steps read. A store that was opened without a server has it too. */
export type AdvisedStores = Pick<
  Services,
  "channels" | "channelHealth" | "conversations" | "messageSettings" | "people" | "settings"
>;

/** Returns what the owner must do before every customer and the office get messages, the most urgent first. */
export const nextSteps = async (stores: AdvisedStores): Promise<string[]> => {
  const [states, wrongSignatures, { postal_address }, { users }, { business }, tray] = await Promise.all([
    channelStates(stores),
    hasWrongSignatures(stores),
    stores.messageSettings.read(),
    stores.people.read(),
    stores.settings.read(),
    stores.conversations.tray(),
  ]);
  if (states.paused !== null) return [message.resumeStep(pauseWords[states.paused])];
  const channelSteps = (["email", "text"] as const).flatMap((kind) => {
    const { trouble, last_success } = states.records[kind];
    if (states[kind] === "failing") {
      const words = outcomeWords(kind, { outcome: "misconfigured", code: trouble?.code ?? "" });
      return [message.repairStep(kind, words)];
    }
    return states[kind] === "ok" && last_success === null ? [message.testStep(kind)] : [];
  });
  const isAlerted = users.some((user) =>
    officeEvents.some((event) => {
      const via = alertOf(user, event);
      return via !== "none" && (user.email !== undefined || user.phone !== undefined);
    }),
  );
  const isEmailSet = states.email !== "not_set_up";
  return [
    ...(isEmailSet ? [] : [message.connectStep]),
    ...channelSteps,
    ...(wrongSignatures ? [message.signatures] : []),
    ...(tray.length > 0 ? [message.trayStep(tray.length)] : []),
    ...(isAlerted || users.length === 0 ? [] : [message.alertStep]),
    ...(isEmailSet && business.phone === null ? [message.phoneStep] : []),
    ...(isEmailSet && postal_address === null ? [message.addressStep] : []),
  ];
};

/** Checks the domain that emails come from. Nothing is looked up for a server on this machine. */
export const mailFindings = async (
  { channels }: Pick<AdvisedStores, "channels">,
  lookUp: LookUpTexts,
): Promise<MailFinding[]> => {
  const { mail } = await channels.accounts();
  return mail === null || mail.isLocal ? [] : await checkMailDomain(mail, lookUp);
};
