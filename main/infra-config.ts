import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { decodeUtf8 } from "../domain/text.ts";
import { ConfigError } from "./config.ts";

/** The content of `tailboard.config.json`: all decisions about an account. `init` writes it, `infra` reads it. */
export const infraConfig = z.strictObject({
  /** The prefix of every resource name: `acme`. */
  name: z
    .string()
    .regex(/^[a-z](?:-?[a-z0-9]){1,19}$/, "Use 2 to 20 characters from a-z and 0-9, with single hyphens between them."),
  /** The region of the data and the API. CloudFront serves pages everywhere. */
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "Write an AWS region, such as us-east-1."),
  store: z.enum(["s3", "dynamodb"]),
  /** Null means CloudFront's own domain names. */
  domains: z
    .strictObject({
      site: hostname(),
      dashboard: hostname(),
      staging: hostname(),
      /** One certificate for all three names. CloudFront reads certificates only in us-east-1. */
      certificate_arn: z
        .string()
        .regex(
          /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
          "Use a certificate in us-east-1, because CloudFront accepts no other region.",
        ),
    })
    .refine(
      ({ site, dashboard, staging }) => new Set([site, dashboard, staging]).size === 3,
      "Use three different names.",
    )
    .nullable(),
  /** Receives the alarms. */
  alarm_email: z.email("Write an email address."),
  /** A monthly limit for the whole account. The owner gets an email at 80 % and when the forecast exceeds it. */
  budget_dollars: z.number().min(1).max(100_000),
  /** Adds a rate limit before the API. It is most of the bill of a small business. */
  firewall: z.boolean(),
  /** Increase by one to rotate the secret that the distributions send: docs/runbook/rotate-secrets.md. */
  secret_generation: z.int().min(1),
});

export type InfraConfig = z.output<typeof infraConfig>;

/** Reads the config. Throws `ConfigError` if the file is missing, is not JSON, or at the first invalid field. */
export const readInfraConfig = async (file: string): Promise<InfraConfig> => {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    throw new ConfigError(`${file} does not exist yet. Run tailboard init to write it.`);
  }
  const text = decodeUtf8(bytes);
  if (text === null) throw new ConfigError(`${file} is not UTF-8 text. Save it as UTF-8 and try again.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigError(`${file} is not JSON. Correct it and try again.`);
  }
  return parseInfraConfig(value, file);
};

export const parseInfraConfig = (value: unknown, where: string): InfraConfig => {
  const parsed = infraConfig.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigError(`${where}: ${issue?.path.join(".") || "it"} is not valid. ${issue?.message ?? ""}`.trimEnd());
};

export const writeInfraConfig = (file: string, config: InfraConfig): Promise<void> =>
  writeFile(file, `${JSON.stringify(config, null, 2)}\n`);

function hostname() {
  return z
    .string()
    .regex(
      /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
      "Write a host name, such as book.example.com.",
    );
}
