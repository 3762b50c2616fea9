import { randomBytes } from "node:crypto";

/** A table engine that `npm run test:engines` started, or the reason why it did not. */
export const tableEngine = (): { endpoint: string } | { missing: string } => {
  const endpoint = process.env["TAILBOARD_ENGINE_DYNAMODB_LOCAL"];
  if (endpoint !== undefined) return { endpoint };
  const missing = process.env["TAILBOARD_ENGINE_DYNAMODB_LOCAL_MISSING"];
  return { missing: missing ?? "not started; run npm run test:engines" };
};

/** Letters and digits only, because DynamoDB Local accepts no others. */
export const tableCredentials = { accessKeyId: "tailboard", secretAccessKey: "tailboard" };

/** The environment variables of a Tailboard in a table, as a person would write them. */
export const tableEnvironment = (endpoint: string, prefix: string): Record<string, string> => ({
  TAILBOARD_STORE: `dynamodb://tailboard/${prefix}?endpoint=${endpoint}`,
  AWS_ACCESS_KEY_ID: tableCredentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: tableCredentials.secretAccessKey,
});

export const freshStore = (): string => randomBytes(6).toString("hex");
