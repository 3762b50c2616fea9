import type { Outcome } from "../channel.ts";

/** Reads what nodemailer threw. Its text quotes addresses, so only the codes go on. */
export const outcomeOfSmtpError = (error: unknown): Outcome => {
  const { code, response, command, cause, isSandbox } = partsOf(error);
  const name = String(response || code);
  // A new account of Amazon's sends to verified addresses only. Every customer would be refused.
  if (isSandbox) return { outcome: "misconfigured", code: `${name}_sandbox` };
  if (code === "EAUTH" || code === "ETLS" || misconfigured.has(response))
    return { outcome: "misconfigured", code: name };
  // The server takes mail, but not from this sender.
  if (response === 553 && command === "MAIL FROM") return { outcome: "misconfigured", code: name };
  if (code === "EENVELOPE" && response >= 500) return { outcome: "refused", code: name, reason: "address" };
  if (response >= 500) return { outcome: "refused", code: name, reason: "content" };
  if (response >= 400) return { outcome: "down", code: name };
  if (neverBegan.has(name) || neverBegan.has(cause)) return { outcome: "down", code: cause || name };
  // The connection ended without an answer. The server may have the whole message.
  return { outcome: "unknown", code: cause || name };
};

/** The connection was never open, so the server has nothing. */
const neverBegan = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EDNS",
  "CONNECTION_TIMEOUT",
  "GREETING_TIMEOUT",
]);

/** Sign-in needed, sign-in failed, encryption needed. */
const misconfigured = new Set([530, 534, 535, 538]);

interface SmtpErrorParts {
  code: string;
  /** The number that the server answered; 0 without an answer. */
  response: number;
  command: string;
  /** The system's word, or which timeout it was; empty if nodemailer names none. */
  cause: string;
  isSandbox: boolean;
}

const partsOf = (error: unknown): SmtpErrorParts => {
  const part = (name: string): unknown =>
    typeof error === "object" && error !== null ? Reflect.get(error, name) : undefined;
  const [code, response, command] = [part("code"), part("responseCode"), part("command")];
  const cause = part("originalCode") ?? part("timeoutType");
  return {
    code: typeof code === "string" ? code : "ESMTP",
    response: typeof response === "number" ? response : 0,
    command: typeof command === "string" ? command : "",
    cause: typeof cause === "string" ? cause : "",
    isSandbox: response === 554 && /address(?:es)? (?:is|are) not verified/i.test(String(part("response"))),
  };
};
