/**
 * What AWS said of one call, sent once. `stale`: the ETag or revision is not the current one. `busy`: not now, and nothing
 * was changed. `refused`: not this caller, or not this. `doubtful`: it may have landed.
 */
export interface AwsError {
  verdict: "stale" | "missing" | "busy" | "refused" | "doubtful";
  /** For a person. */
  reason: string;
  cause: unknown;
}

export const classifyAwsError = (cause: unknown): AwsError => {
  const [name, status] = [nameOf(cause), statusOf(cause)];
  const judged = (verdict: AwsError["verdict"], reason = `${name}: ${messageOf(cause)}`): AwsError => ({
    verdict,
    reason,
    cause,
  });
  if (stale.has(name)) return judged("stale");
  if (busy.has(name) || status === 429) return judged("busy");
  if (neverConnected.has(name)) return judged("busy");
  if (withoutCredentials.has(name))
    return judged(
      "refused",
      `AWS does not know who asks (${messageOf(cause)}). Sign in first, as with aws sso login, or set AWS_PROFILE.`,
    );
  if (status === 404) return judged("missing");
  // A server's fault, half an answer, none at all.
  if (status === null || status < 300 || status >= 500) return judged("doubtful");
  return judged("refused", `AWS refuses: ${name}: ${messageOf(cause)}`);
};

/** 412 for an old one; 400 for none, or one that never was. Lambda's own word for the same. */
const stale = new Set(["PreconditionFailed", "InvalidIfMatchVersion", "PreconditionFailedException"]);

const busy = new Set([
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "SlowDown",
  "TooManyInvalidationsInProgress",
  // Lambda, while an earlier update is still being applied.
  "ResourceConflictException",
]);

const neverConnected = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

const withoutCredentials = new Set([
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "InvalidClientTokenId",
  "UnrecognizedClientException",
]);

/** AWS's word is the SDK's name; a plain network error has a code. */
const nameOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return "unknown";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.name;
};

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const statusOf = (cause: unknown): number | null => {
  if (typeof cause !== "object" || cause === null || !("$metadata" in cause)) return null;
  const metadata: unknown = cause.$metadata;
  if (typeof metadata !== "object" || metadata === null || !("httpStatusCode" in metadata)) return null;
  return typeof metadata.httpStatusCode === "number" ? metadata.httpStatusCode : null;
};
