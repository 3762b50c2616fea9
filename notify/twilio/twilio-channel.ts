import { instantOf } from "../../domain/clock.ts";
import type { Channel, OutgoingMessage, Outcome } from "../channel.ts";
import { outcomeOfAnswer, outcomeOfFailure } from "./twilio-outcome.ts";

export interface TwilioAccount {
  /** `https://api.twilio.com`, or a vendor with the same calls. */
  base: string;
  account_sid: string;
  /** An API key, or the account and its token. */
  user: string;
  password: string;
  sender: { number: string } | { messaging_service: string };
  /** Where the provider reports what became of a message. Null: nowhere. */
  statusCallback?: (message: OutgoingMessage) => string | null;
}

/** Texts by Twilio's Messages call. The call has no idempotency key, so a doubtful message is looked up, not repeated. */
export class TwilioChannel implements Channel {
  readonly kind = "text";
  readonly timeout_ms = 9_000;
  readonly #account: TwilioAccount;
  readonly #now: () => number;
  readonly #fetch: typeof fetch;

  constructor(account: TwilioAccount, { now, fetch }: { now: () => number; fetch: typeof globalThis.fetch }) {
    this.#account = account;
    this.#now = now;
    this.#fetch = fetch;
  }

  async send(message: OutgoingMessage): Promise<Outcome> {
    const { sender, statusCallback } = this.#account;
    const callback = statusCallback?.(message) ?? null;
    const body = new URLSearchParams({
      To: message.to,
      Body: message.text,
      ...("number" in sender ? { From: sender.number } : { MessagingServiceSid: sender.messaging_service }),
      ...(callback === null ? {} : { StatusCallback: callback }),
      ...this.#validity(message),
    });
    return await this.#call("Messages.json", { method: "POST", body });
  }

  /** An equal body to the same number is the same message, unless its id is known as another's. */
  async resolveUnknown({ to, text, others = [] }: OutgoingMessage): Promise<Outcome | null> {
    const day = instantOf(this.#now() - day_ms).slice(0, 10);
    const query = new URLSearchParams({ To: to, "DateSent>": day, PageSize: "100" });
    let found: Outcome | null = null;
    const listed = await this.#call(`Messages.json?${query}`, { method: "GET" }, (answer) => {
      const same = messagesIn(answer).find(({ sid, body }) => body === text && !others.includes(sid));
      found = same === undefined ? null : { outcome: "accepted", provider_id: same.sid };
      return { outcome: "accepted", provider_id: "" };
    });
    return listed.outcome === "accepted" ? found : listed;
  }

  async verify(): Promise<Outcome> {
    return await this.#call("Messages.json?PageSize=1", { method: "GET" }, () => ({
      outcome: "accepted",
      provider_id: "",
    }));
  }

  /** How long the provider may hold the message, in seconds: a late one is worse than none. */
  #validity({ useless_at }: OutgoingMessage): { ValidityPeriod?: string } {
    if (useless_at === undefined) return {};
    const seconds = Math.floor((useless_at - this.#now()) / 1_000);
    return { ValidityPeriod: String(Math.min(36_000, Math.max(60, seconds))) };
  }

  async #call(path: string, init: RequestInit, read: (answer: unknown) => Outcome = acceptedIn): Promise<Outcome> {
    const { base, account_sid, user, password } = this.#account;
    const url = `${base}/2010-04-01/Accounts/${encodeURIComponent(account_sid)}/${path}`;
    try {
      const response = await this.#fetch(url, {
        ...init,
        headers: { authorization: `Basic ${btoa(`${user}:${password}`)}` },
        redirect: "error",
        signal: AbortSignal.timeout(this.timeout_ms),
      });
      const answer: unknown = await response.json().catch(() => null); // a proxy answers with HTML
      return response.ok ? read(answer) : outcomeOfAnswer(response, answer);
    } catch (error) {
      return outcomeOfFailure(error);
    }
  }
}

const day_ms = 86_400_000;

const acceptedIn = (answer: unknown): Outcome => {
  const sid = fieldOf(answer, "sid");
  return typeof sid === "string"
    ? { outcome: "accepted", provider_id: sid }
    : { outcome: "unknown", code: "unreadable_answer" };
};

const messagesIn = (answer: unknown): { sid: string; body: string }[] => {
  const messages = fieldOf(answer, "messages");
  return (Array.isArray(messages) ? messages : []).flatMap((message: unknown) => {
    const [sid, body] = [fieldOf(message, "sid"), fieldOf(message, "body")];
    return typeof sid === "string" && typeof body === "string" ? [{ sid, body }] : [];
  });
};

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
