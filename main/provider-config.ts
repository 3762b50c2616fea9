import { smtpUrlFault } from "../domain/message/smtp-url.ts";
import { ConfigError } from "./config-error.ts";
import { isLoopback } from "./loopback.ts";

/** The accounts of the environment. Each part that is null may come from the settings instead. */
export interface ProviderConfig {
  /** Never printed: it contains the password. */
  smtpUrl: string | null;
  mailFrom: { name: string | null; address: string } | null;
  twilio: {
    accountSid: string | null;
    /** Two while the owner replaces the token: calls go out with the first, and both verify a signature. */
    authTokens: string[];
    apiKey: string | null;
    apiSecret: string | null;
    from: string | null;
    messagingServiceSid: string | null;
    /** Without a slash at its end. */
    url: string;
  };
}

/** Reads the variables of email and texts. A message never repeats a value, because most are secrets. */
export const readProviders = (env: Record<string, string | undefined>): ProviderConfig => {
  const read = (name: string, form: RegExp, example: string): string | null => {
    const text = env[name]?.trim() ?? "";
    if (text === "") return null;
    if (form.test(text)) return text;
    throw new ConfigError(`${name} cannot be used. Write ${example}.`);
  };
  const twilio = (part: string, form: RegExp, example: string) => read(`TAILBOARD_TWILIO_${part}`, form, example);
  return {
    smtpUrl: readSmtpUrl(env["TAILBOARD_SMTP_URL"]),
    mailFrom: readMailFrom(read("TAILBOARD_MAIL_FROM", mailbox, "an address, such as Coastline <office@example.com>")),
    twilio: {
      accountSid: twilio("ACCOUNT_SID", word, "the account's id, which begins with AC"),
      authTokens:
        twilio("AUTH_TOKEN", /^[\w-]+(?:\s*,\s*[\w-]+)?$/, "one token, or two with a comma between them")?.split(
          /\s*,\s*/,
        ) ?? [],
      apiKey: twilio("API_KEY", word, "the id of the key, which begins with SK"),
      apiSecret: twilio("API_SECRET", word, "the secret of the key"),
      from: twilio("FROM", /^\+[1-9]\d{6,14}$/, "a number such as +16195550100"),
      messagingServiceSid: twilio("MESSAGING_SERVICE_SID", word, "the id of the service, which begins with MG"),
      url: readTwilioUrl(env["TAILBOARD_TWILIO_URL"]),
    },
  };
};

const word = /^[\w-]{1,100}$/;
const mailbox = /^(?:[^<>"\r\n]{0,80}<[^\s<>@"]+@[^\s<>@"]+>|[^\s<>@"]+@[^\s<>@"]+)$/;

/** Reads a mailbox such as `Coastline <office@example.com>`. */
const readMailFrom = (text: string | null): ProviderConfig["mailFrom"] => {
  if (text === null) return null;
  const [, name = "", address = text] = /^([^<]*)<(.+)>$/.exec(text) ?? [];
  return { name: name.trim() === "" ? null : name.trim(), address };
};

const readSmtpUrl = (text: string | undefined): string | null => {
  if (text === undefined || text.trim() === "") return null;
  const fault = smtpUrlFault(text.trim());
  if (fault !== null) throw new ConfigError(`TAILBOARD_SMTP_URL cannot be used: ${fault}`);
  return text.trim();
};

const readTwilioUrl = (text: string | undefined): string => {
  if (text === undefined || text.trim() === "") return "https://api.twilio.com";
  const url = URL.canParse(text) ? new URL(text) : null;
  const isSafe = url !== null && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)));
  if (!isSafe || url.username !== "" || url.search !== "" || url.hash !== "")
    throw new ConfigError(
      "TAILBOARD_TWILIO_URL cannot be used. Write an https address, such as https://api.twilio.com.",
    );
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
};
