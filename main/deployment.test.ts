import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readConfig, ConfigError } from "./config.ts";
import {
  deploymentFile,
  deploymentOf,
  environmentOf,
  outputNames,
  readDeployment,
  writeDeployment,
} from "./deployment.ts";

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), "tailboard-deployment-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const outputs = Object.fromEntries(
  outputNames.map((name) => [name, name.endsWith("Url") ? `https://${name.toLowerCase()}.example.com` : `x-${name}`]),
);

it("is what the stack's outputs say, and comes back from its file", async () => {
  const file = deploymentFile({ TAILBOARD_CONFIG: join(folder, "acme.json") });
  expect(await readDeployment(file)).toBeNull();
  const deployment = deploymentOf({ ...outputs, Table: "none" });
  await writeDeployment(file, deployment);
  expect(await readDeployment(file)).toEqual(deployment);
  expect(deployment).toMatchObject({
    buckets: { state: "x-StateBucket", public: "x-PublicBucket" },
    table: null,
    cdn: { site: { id: "x-SiteId", url: "https://siteurl.example.com", function: "x-SiteFunction" } },
    api: {
      function: "x-ApiFunction",
      preview_function: "x-PreviewApiFunction",
      aliases: { live: "live", preview: "preview" },
    },
  });
});

it("comes back from a file of before staging had a function of its own", async () => {
  const file = deploymentFile({ TAILBOARD_CONFIG: join(folder, "acme.json") });
  const { api, ...rest } = deploymentOf({ ...outputs, Table: "none" });
  const { preview_function: _, ...before } = api;
  await writeDeployment(file, { ...rest, api: before });
  expect(await readDeployment(file)).toEqual({ ...rest, api: before });
});

it.each(outputNames)("without its output %s is refused by that name", (name) => {
  expect(() => deploymentOf({ ...outputs, [name]: undefined })).toThrow(name);
});

it("is not read from a file that says something else", async () => {
  const file = join(folder, "tailboard.deployment.json");
  for (const text of ["{", "{}", "[]"]) {
    await writeFile(file, text);
    await expect(readDeployment(file)).rejects.toThrow(ConfigError);
  }
});

it("opens its stores by the environment that it gives", () => {
  const { site, dashboard } = deploymentOf({ ...outputs, Table: "none" }).cdn;
  const env = environmentOf({
    region: "eu-central-1",
    buckets: { state: "acme-state", public: "acme-public" },
    table: null,
    urls: { site: site.url, dashboard: dashboard.url },
  });
  expect(readConfig(env)).toMatchObject({
    store: { kind: "s3", bucket: "acme-state", region: "eu-central-1" },
    publicStore: { kind: "s3", bucket: "acme-public", region: "eu-central-1" },
    siteUrl: site.url,
    dashboardUrl: dashboard.url,
  });
});
