import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { EdgeKind } from "../edge/edge-code.ts";
import { ConfigError, packageRoot } from "./config.ts";

/**
 * The AWS resources of a deployment. `infra apply` writes this file, and `deploy`, `promote`, `rollback` and `status`
 * read it. It is beside the config and holds no secret, so a team can commit it to share one account.
 */
export interface Deployment {
  /** The deployment's name from the config: `acme`. */
  name: string;
  account: string;
  region: string;
  buckets: { state: string; public: string };
  /** The table of the jobs. Null if the store is a bucket. */
  table: string | null;
  /** Each distribution and its function. `url` is the public address, without a trailing slash. */
  cdn: Record<EdgeKind, Distribution>;
  /**
   * The Lambda functions, each with an alias per stage. Staging calls `preview` of `preview_function`; site and
   * dashboard call `live` of `function`. Files written before staging had its own function lack `preview_function`, and
   * both aliases belong to `function`.
   */
  api: { function: string; preview_function?: string | undefined; aliases: Record<ApiStage, string> };
}

export interface Distribution {
  id: string;
  domain: string;
  url: string;
  function: string;
}

export type ApiStage = "live" | "preview";

/** The path of the config: TAILBOARD_CONFIG, else a file at the package's root. The deployment file is beside it. */
export const configFile = (env: Record<string, string | undefined>): string =>
  env["TAILBOARD_CONFIG"] ?? join(packageRoot, "tailboard.config.json");
export const deploymentFile = (env: Record<string, string | undefined>): string =>
  join(dirname(configFile(env)), "tailboard.deployment.json");

/** Reads the deployment file. Null if it does not exist. Throws `ConfigError` if its content is not valid. */
export const readDeployment = async (file: string): Promise<Deployment | null> => {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  const parsed = schema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new ConfigError(`${file} is damaged. Run tailboard infra apply to write it again.`);
};

/** Replaces the file in one step, so a concurrent reader sees the old or the new content. */
export const writeDeployment = async (file: string, deployment: Deployment): Promise<void> => {
  await writeFile(`${file}.new`, `${JSON.stringify(deployment, null, 2)}\n`);
  await rename(`${file}.new`, file);
};

/** The names of the stack's outputs, which CloudFormation gives as a flat list. `infra/` creates one of each. */
export const outputNames = [
  "Name",
  "Account",
  "Region",
  "StateBucket",
  "PublicBucket",
  "Table",
  "ApiFunction",
  "PreviewApiFunction",
  ...(["Site", "Staging", "Dashboard"] as const).flatMap(
    (kind) => [`${kind}Id`, `${kind}Domain`, `${kind}Url`, `${kind}Function`] as const,
  ),
] as const;

export type OutputName = (typeof outputNames)[number];

/** Reads the stack's outputs. Throws `ConfigError` if one is missing. */
export const deploymentOf = (outputs: Record<string, unknown>): Deployment => {
  const read = (name: OutputName): string => {
    const value = outputs[name];
    if (typeof value === "string" && value !== "") return value;
    throw new ConfigError(`The stack has no output ${name}. Run tailboard infra apply to bring the stack up to date.`);
  };
  const distribution = (kind: "Site" | "Staging" | "Dashboard"): Distribution => ({
    id: read(`${kind}Id`),
    domain: read(`${kind}Domain`),
    url: read(`${kind}Url`),
    function: read(`${kind}Function`),
  });
  const table = read("Table");
  return {
    name: read("Name"),
    account: read("Account"),
    region: read("Region"),
    buckets: { state: read("StateBucket"), public: read("PublicBucket") },
    // CloudFormation does not allow an empty output.
    table: table === "none" ? null : table,
    cdn: { site: distribution("Site"), staging: distribution("Staging"), dashboard: distribution("Dashboard") },
    api: { function: read("ApiFunction"), preview_function: read("PreviewApiFunction"), aliases },
  };
};

/** The names of the aliases, the same in every deployment. */
export const aliases: Record<ApiStage, string> = { live: "live", preview: "preview" };

/**
 * The environment variables that open a deployment's live stores, for the Lambda and for commands on a laptop. The
 * values may be CloudFormation tokens.
 */
export const environmentOf = ({
  region,
  buckets,
  table,
  urls,
}: Pick<Deployment, "region" | "buckets" | "table"> & {
  urls: { site: string; dashboard: string };
}): Record<EnvironmentName, string> => ({
  TAILBOARD_STORE: table === null ? `s3://${buckets.state}?region=${region}` : `dynamodb://${table}?region=${region}`,
  TAILBOARD_PUBLIC: `s3://${buckets.public}?region=${region}`,
  TAILBOARD_SITE_URL: urls.site,
  TAILBOARD_DASHBOARD_URL: urls.dashboard,
});

type EnvironmentName = "TAILBOARD_STORE" | "TAILBOARD_PUBLIC" | "TAILBOARD_SITE_URL" | "TAILBOARD_DASHBOARD_URL";

const distribution = z.strictObject({ id: z.string(), domain: z.string(), url: z.url(), function: z.string() });

const schema: z.ZodType<Deployment> = z.strictObject({
  name: z.string(),
  account: z.string(),
  region: z.string(),
  buckets: z.strictObject({ state: z.string(), public: z.string() }),
  table: z.string().nullable(),
  cdn: z.strictObject({ site: distribution, staging: distribution, dashboard: distribution }),
  api: z.strictObject({
    function: z.string(),
    preview_function: z.string().optional(),
    aliases: z.strictObject({ live: z.string(), preview: z.string() }),
  }),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the caller reports the parse error
  }
};
