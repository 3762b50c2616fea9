import type { ChannelKind } from "../domain/message/event.ts";
import type { Outcome } from "./channel.ts";

/**
 * Says what became of a message, in our own words: those of a provider quote addresses. `code` helps to look it up in the
 * provider's documents.
 */
export const outcomeWords = (kind: ChannelKind, outcome: Outcome): string => {
  if (outcome.outcome === "accepted")
    return kind === "email"
      ? "Your mail server took the email. Look for it in the inbox, and in spam."
      : "Your text provider took the text. It should arrive within a minute.";
  const known = (kind === "email" ? emailWords : textWords)[outcome.code];
  if (known !== undefined) return `${known} (${outcome.code})`;
  return `${usualWords(kind, outcome)} (${outcome.code})`;
};

const usualWords = (kind: ChannelKind, outcome: Exclude<Outcome, { outcome: "accepted" }>): string => {
  const provider = kind === "email" ? "mail server" : "text provider";
  switch (outcome.outcome) {
    case "refused":
      return refusedWords[outcome.reason];
    case "down":
      return `The ${provider} can't be reached, or is busy. Check the address, then try again.`;
    case "misconfigured":
      return `The ${provider} doesn't accept this account. Check the login, the password and the sender.`;
    case "unknown":
      return `The ${provider} didn't answer. The message may have gone out.`;
  }
};

const refusedWords = {
  address: "This address or number doesn't exist, or can't get messages.",
  opted_out: "This number opted out of texts. Text START from that phone to get them again.",
  landline: "This number is a landline, so it gets no texts.",
  content: "The provider refused the message itself.",
  region: "Your text account may not send to this country.",
} as const;

const emailWords: Readonly<Record<string, string>> = {
  "530": "The mail server wants a login and a password. Add them to the address",
  "534": "The mail server wants another way to sign in, such as an app password",
  "535": "The login or the password is wrong",
  "538": "The mail server wants an encrypted connection. Use port 465 or 587",
  "553": "The mail server doesn't let this login send from this address",
  "554_sandbox":
    "Your Amazon account is still in the sandbox: it sends only to addresses that you verified. Ask Amazon for production access",
  EAUTH: "The login or the password is wrong",
  ETLS: "The mail server offers no encryption. Use port 465 or 587",
  ECONNREFUSED: "No mail server answers at this host and port",
  ENOTFOUND: "This host name doesn't exist. Check the spelling",
  CONNECTION_TIMEOUT:
    "The mail server didn't answer within 5 seconds. Check host and port: many networks block port 25",
  GREETING_TIMEOUT: "The server doesn't speak as a mail server. Check the port: 465 for smtps, 587 for smtp",
};

const textWords: Readonly<Record<string, string>> = {
  "20003": "The account id or the token is wrong",
  "20404": "The account id doesn't exist",
  "21212": "The number that texts come from isn't a number of your account",
  "21606": "The number that texts come from can't send texts. Choose one that can",
  "21703": "The messaging service has no number yet",
  "30032": "Your toll-free number isn't verified yet, so carriers block its texts. Finish the verification first",
  "30034": "Your number isn't registered yet, so US carriers block its texts. Finish the 10DLC registration first",
  "401": "The account id or the token is wrong",
  "403": "Your text account doesn't allow this",
};
