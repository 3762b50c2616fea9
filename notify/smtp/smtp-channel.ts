import { createTransport } from "nodemailer";
import type { Channel, OutgoingMessage, Outcome } from "../channel.ts";
import { outcomeOfSmtpError } from "./smtp-outcome.ts";

export interface SmtpAccount {
  /** `smtps://user:password@host:465` or `smtp://…:587`. */
  url: string;
  from: { name: string; address: string };
  replyTo: string | null;
}

/**
 * Emails by SMTP. A server that does not encrypt is refused, except on this machine. The transport closes after each
 * round of messages, because a connection does not survive a process that is suspended.
 */
export class SmtpChannel implements Channel {
  readonly kind = "email";
  readonly timeout_ms = 9_000;
  readonly #account: SmtpAccount;
  readonly #transport: ReturnType<typeof openTransport>;

  constructor(account: SmtpAccount) {
    this.#account = account;
    this.#transport = openTransport(account.url);
  }

  async send({ id, to, subject = "", text, html, files = [], unsubscribe }: OutgoingMessage): Promise<Outcome> {
    const { from, replyTo } = this.#account;
    try {
      const sent = await this.#transport.sendMail({
        messageId: `<${id}@${domainOf(from.address)}>`,
        from,
        to: { name: "", address: to },
        ...(replyTo === null ? {} : { replyTo }),
        subject,
        text,
        ...(html === undefined ? {} : { html }),
        attachments: files.map(({ name, type, body }) => ({ filename: name, contentType: type, content: body })),
        headers: { "Auto-Submitted": "auto-generated", ...this.#unsubscribeHeaders(unsubscribe) },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      // A server such as Amazon's replaces the Message-ID and says its own in the last answer.
      return { outcome: "accepted", provider_id: sent.response };
    } catch (error) {
      return outcomeOfSmtpError(error);
    }
  }

  async verify(): Promise<Outcome> {
    try {
      await this.#transport.verify();
      return { outcome: "accepted", provider_id: "" };
    } catch (error) {
      return outcomeOfSmtpError(error);
    }
  }

  /** For Gmail and its kin, which show a button. The address in the second part is for programs that only write emails. */
  #unsubscribeHeaders(url: string | undefined): Record<string, string> {
    if (url === undefined) return {};
    const { from, replyTo } = this.#account;
    return {
      "List-Unsubscribe": `<${url}>, <mailto:${encodeURI(replyTo ?? from.address)}?subject=Unsubscribe>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    };
  }

  close(): void {
    this.#transport.close();
  }
}

const openTransport = (url: string) => {
  const { hostname } = new URL(url);
  const isHere = hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
  return createTransport({
    url,
    pool: true,
    maxConnections: 2,
    requireTLS: !isHere && !url.startsWith("smtps:"),
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 8_000,
    logger: false,
  });
};

const domainOf = (address: string): string => address.slice(address.lastIndexOf("@") + 1);
