import type { Outcome, Refusal } from "../channel.ts";

/** Twilio's error codes that say something about the message or its receiver. */
const refusals: Readonly<Record<number, Refusal>> = {
  21211: "address",
  21214: "address",
  21614: "address",
  21408: "region",
  21610: "opted_out",
  21617: "content",
  30006: "landline",
};

/** Codes about the account, its number or its registration: no message can go out. */
const misconfigured = new Set([20003, 20404, 21212, 21606, 21703, 30032, 30034]);

/** Reads the answer of a call that was not accepted. */
export const outcomeOfAnswer = (response: Pick<Response, "status" | "headers">, answer: unknown): Outcome => {
  const code = codeIn(answer);
  const reason = refusals[code];
  if (reason !== undefined) return { outcome: "refused", code: String(code), reason };
  if (misconfigured.has(code) || response.status === 401 || response.status === 403)
    return { outcome: "misconfigured", code: String(code || response.status) };
  const name = String(code || response.status);
  if (response.status === 429 || response.status >= 500 || code === 20429)
    return { outcome: "down", code: name, ...retryAfter(response.headers) };
  return { outcome: "refused", code: name, reason: "content" };
};

/** Reads what `fetch` threw. If the request cannot have left, nothing was accepted; else it may have been. */
export const outcomeOfFailure = (error: unknown): Outcome => {
  const code = causeOf(error);
  return neverSent.has(code) ? { outcome: "down", code } : { outcome: "unknown", code };
};

const neverSent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT", "ENETUNREACH"]);

const causeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "unknown";
  const cause: unknown = error.cause;
  const code: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined;
  return typeof code === "string" ? code : error.name;
};

const codeIn = (answer: unknown): number => {
  const code: unknown = typeof answer === "object" && answer !== null ? Reflect.get(answer, "code") : undefined;
  return typeof code === "number" ? code : 0;
};

const retryAfter = (headers: Headers): { retry_after_ms?: number } => {
  const seconds = Number(headers.get("retry-after") ?? "x");
  return Number.isFinite(seconds) && seconds >= 0 ? { retry_after_ms: Math.min(seconds, 3_600) * 1_000 } : {};
};
