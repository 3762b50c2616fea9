import type { MessageSettings } from "../domain/message/message-settings.ts";
import type { SecretState } from "../notify/channels.ts";
import type { SmtpAccount } from "../notify/smtp/smtp-channel.ts";
import type { TwilioAccount } from "../notify/twilio/twilio-channel.ts";
import type { Provider, ProviderSecrets } from "../store/provider-secrets.ts";
import type { ProviderConfig } from "./provider-config.ts";

export interface EmailAccount extends SmtpAccount {
  host: string;
}

export interface TextAccount extends Omit<TwilioAccount, "statusCallback"> {
  host: string;
  /** What the provider signs its calls with. */
  authTokens: string[];
}

/** Returns the account for emails, or null if a part of it is missing. The environment wins part by part. */
export const emailAccountOf = (
  { smtpUrl, mailFrom }: ProviderConfig,
  settings: MessageSettings,
  secrets: ProviderSecrets,
  businessName: string,
): EmailAccount | null => {
  const url = smtpUrl ?? secrets.smtp?.url;
  if (url === undefined) return null;
  const address = mailFrom?.address ?? settings.from_address ?? addressIn(url);
  if (address === null) return null;
  const name = mailFrom?.name ?? settings.from_name ?? businessName;
  return { url, host: new URL(url).hostname, from: { name, address }, replyTo: settings.reply_to };
};

/** Returns the account for texts, or null if a part of it is missing. */
export const textAccountOf = (
  { twilio }: ProviderConfig,
  settings: MessageSettings,
  { twilio: secrets }: ProviderSecrets,
): TextAccount | null => {
  const account_sid = twilio.accountSid ?? settings.twilio?.account_sid;
  const authTokens =
    twilio.authTokens.length > 0 ? twilio.authTokens : secrets === undefined ? [] : [secrets.auth_token];
  const sender =
    senderOf(twilio) ??
    senderOf({
      from: settings.twilio?.from ?? null,
      messagingServiceSid: settings.twilio?.messaging_service_sid ?? null,
    });
  const [token] = authTokens;
  if (account_sid === undefined || token === undefined || sender === null) return null;
  const key = keyOf(twilio.apiKey, twilio.apiSecret) ?? keyOf(secrets?.api_key, secrets?.api_secret);
  return {
    base: twilio.url,
    host: new URL(twilio.url).hostname,
    account_sid,
    authTokens,
    ...(key ?? { user: account_sid, password: token }),
    sender,
  };
};

/** Says where each secret comes from, and how a long one ends. */
export const secretStates = (
  { smtpUrl, twilio }: ProviderConfig,
  secrets: ProviderSecrets,
): Record<Provider, SecretState> => {
  const [token] = twilio.authTokens;
  return {
    smtp: stateOf(passwordIn(smtpUrl), passwordIn(secrets.smtp?.url)),
    twilio: stateOf(token ?? null, secrets.twilio?.auth_token ?? null),
  };
};

const stateOf = (environment: string | null, settings: string | null): SecretState => {
  if (environment !== null) return { set: true, ...endOf(environment), source: "environment" };
  return settings === null ? { set: false } : { set: true, ...endOf(settings), source: "settings" };
};

/** Four letters of a short secret would be much of it. */
const endOf = (secret: string): Pick<SecretState, "last4"> => (secret.length < 16 ? {} : { last4: secret.slice(-4) });

const passwordIn = (url: string | null | undefined): string | null =>
  typeof url === "string" ? decodeURIComponent(new URL(url).password) : null;

const senderOf = ({
  from,
  messagingServiceSid,
}: Pick<ProviderConfig["twilio"], "from" | "messagingServiceSid">): TwilioAccount["sender"] | null => {
  if (messagingServiceSid !== null) return { messaging_service: messagingServiceSid };
  return from === null ? null : { number: from };
};

const keyOf = (
  user: string | null | undefined,
  password: string | null | undefined,
): Pick<TwilioAccount, "user" | "password"> | null =>
  typeof user === "string" && typeof password === "string" ? { user, password } : null;

/** Many mail servers take the sender's address as the user name. */
const addressIn = (url: string): string | null => {
  const user = decodeURIComponent(new URL(url).username);
  return /^[^\s@<>]+@[^\s@<>]+$/.test(user) ? user : null;
};
