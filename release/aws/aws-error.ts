/**
 * What an error of one AWS call means. `stale`: the ETag or revision is not the current one. `busy`: AWS throttled or was
 * unreachable, and nothing changed. `refused`: AWS rejects the caller or the call. `doubtful`: the call may have succeeded.
 */
export interface AwsError {
  verdict: "stale" | "missing" | "busy" | "refused" | "doubtful";
  /** For a person. */
  reason: string;
  cause: unknown;
}

export const classifyAwsError = (cause: unknown): AwsError => {
  const [name, status] = [nameOf(cause), statusOf(cause)];
  const error = (verdict: AwsError["verdict"], reason = `${name}: ${messageOf(cause)}`): AwsError => ({
    verdict,
    reason,
    cause,
  });
  if (stale.has(name)) return error("stale");
  if (busy.has(name) || status === 429) return error("busy");
  if (neverConnected.has(name)) return error("busy");
  if (withoutCredentials.has(name))
    return error(
      "refused",
      `AWS does not accept the credentials (${messageOf(cause)}). Sign in first, for example with aws sso login, or set AWS_PROFILE.`,
    );
  if (status === 404) return error("missing");
  // A server error, an incomplete response or no response.
  if (status === null || status < 300 || status >= 500) return error("doubtful");
  return error("refused", `AWS refused: ${name}: ${messageOf(cause)}`);
};

/** 412 for an old ETag, 400 for a missing or unknown one, and Lambda's name for the same. */
const stale = new Set(["PreconditionFailed", "InvalidIfMatchVersion", "PreconditionFailedException"]);

const busy = new Set([
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "RequestLimitExceeded",
  "SlowDown",
  "TooManyInvalidationsInProgress",
  // Lambda, while it applies an earlier update.
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

/** AWS's error code is the SDK error's name. A plain network error has a `code`. */
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
