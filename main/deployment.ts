import { readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import type { EdgeKind } from "../edge/edge-code.ts";
import { ConfigError, packageRoot } from "./config.ts";

/**
 * What stands in the account: written by `infra apply`, read by `deploy`, `promote`, `rollback` and `status`. It lies
 * beside the config, holds no secret, and can be committed so that colleagues and CI work on the same account.
 */
export interface Deployment {
  /** The business's name for it, as in the config: `acme`. */
  name: string;
  account: string;
  region: string;
  buckets: { state: string; public: string };
  /** Where jobs lie with store dynamodb; null with s3. */
  table: string | null;
  /** Each distribution and its one function. `url` is where people find it, without a slash at its end. */
  cdn: Record<EdgeKind, Distribution>;
  /**
   * A function with an alias a stage. Staging's calls go to `preview` of `preview_function`, those of site and dashboard to
   * `live` of `function`. A file from before staging had a function of its own lacks it: both aliases are `function`'s.
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

/** The config's place: TAILBOARD_CONFIG, else at the root of the package. The deployment lies beside it. */
export const configFile = (env: Record<string, string | undefined>): string =>
  env["TAILBOARD_CONFIG"] ?? join(packageRoot, "tailboard.config.json");
export const deploymentFile = (env: Record<string, string | undefined>): string =>
  join(dirname(configFile(env)), "tailboard.deployment.json");

/** Null where nothing has been applied yet. Throws `ConfigError` where the file is not what was written. */
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
  throw new ConfigError(`${file} is not what was written there; tailboard infra apply writes it again.`);
};

/** Whole or not at all: whoever reads it meanwhile sees the one before. */
export const writeDeployment = async (file: string, deployment: Deployment): Promise<void> => {
  await writeFile(`${file}.new`, `${JSON.stringify(deployment, null, 2)}\n`);
  await rename(`${file}.new`, file);
};

/** The stack's outputs, as CloudFormation gives them: flat, by name. `infra/` makes one of each. */
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

/** Throws `ConfigError` where one is missing. */
export const deploymentOf = (outputs: Record<string, unknown>): Deployment => {
  const read = (name: OutputName): string => {
    const value = outputs[name];
    if (typeof value === "string" && value !== "") return value;
    throw new ConfigError(`The stack has no output ${name}; tailboard infra apply brings it up to date.`);
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
    // An output cannot be empty.
    table: table === "none" ? null : table,
    cdn: { site: distribution("Site"), staging: distribution("Staging"), dashboard: distribution("Dashboard") },
    api: { function: read("ApiFunction"), preview_function: read("PreviewApiFunction"), aliases },
  };
};

/** What the aliases are called: no choice of anybody's. */
export const aliases: Record<ApiStage, string> = { live: "live", preview: "preview" };

/**
 * The environment that opens a deployment's live stores: for the Lambda, and for whoever types commands on a laptop. The
 * values may be CloudFormation's tokens.
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
    return null; // what it is not is said by whoever reads it
  }
};
