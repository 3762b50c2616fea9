import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { decodeUtf8 } from "../domain/text.ts";
import { ConfigError } from "./config.ts";

/** `tailboard.config.json`: all that somebody decides about an account. Written by `init`, read by `infra`. */
export const infraConfig = z.strictObject({
  /** Begins the name of everything that is made: `acme`. */
  name: z.string().regex(/^[a-z](?:-?[a-z0-9]){1,19}$/, "2 to 20 of a-z, 0-9 and hyphens between them."),
  /** Where the data and the API are. Pages are everywhere. */
  region: z.string().regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "A region of AWS, as in us-east-1."),
  store: z.enum(["s3", "dynamodb"]),
  /** Null: CloudFront's own names. */
  domains: z
    .strictObject({
      site: hostname(),
      dashboard: hostname(),
      staging: hostname(),
      /** For all three. CloudFront reads certificates in us-east-1 alone, whatever the region. */
      certificate_arn: z
        .string()
        .regex(
          /^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/,
          "A certificate in us-east-1: CloudFront takes no other.",
        ),
    })
    .refine(({ site, dashboard, staging }) => new Set([site, dashboard, staging]).size === 3, "Three different names.")
    .nullable(),
  /** Where alarms go. */
  alarm_email: z.email("An email address."),
  /** Of the whole account in a month; the owner is told at 80 % and when the forecast passes it. */
  budget_dollars: z.number().min(1).max(100_000),
  /** A rate limit before the API. It is most of the bill of a small business. */
  firewall: z.boolean(),
  /** Raise by one to rotate what the distributions prove themselves with: docs/runbook/rotate-secrets.md. */
  secret_generation: z.int().min(1),
});

export type InfraConfig = z.output<typeof infraConfig>;

/** Throws `ConfigError`: not there, not JSON, or the first field that is wrong. */
export const readInfraConfig = async (file: string): Promise<InfraConfig> => {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    throw new ConfigError(`There is no ${file} yet: tailboard init writes it.`);
  }
  const text = decodeUtf8(bytes);
  if (text === null) throw new ConfigError(`${file} is not UTF-8 text. Save it as UTF-8 and try again.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigError(`${file} is not JSON.`);
  }
  return parseInfraConfig(value, file);
};

export const parseInfraConfig = (value: unknown, where: string): InfraConfig => {
  const parsed = infraConfig.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigError(`${where}: ${issue?.path.join(".") || "it"} is not right. ${issue?.message ?? ""}`.trimEnd());
};

export const writeInfraConfig = (file: string, config: InfraConfig): Promise<void> =>
  writeFile(file, `${JSON.stringify(config, null, 2)}\n`);

function hostname() {
  return z
    .string()
    .regex(
      /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/,
      "A host name, as in book.example.com.",
    );
}
