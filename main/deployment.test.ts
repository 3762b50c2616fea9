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

it("is read from the stack's outputs, and from its file", async () => {
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

it("is read from a file written before staging had its own function", async () => {
  const file = deploymentFile({ TAILBOARD_CONFIG: join(folder, "acme.json") });
  const { api, ...rest } = deploymentOf({ ...outputs, Table: "none" });
  const { preview_function: _, ...before } = api;
  await writeDeployment(file, { ...rest, api: before });
  expect(await readDeployment(file)).toEqual({ ...rest, api: before });
});

it.each(outputNames)("is refused without the output %s, by name", (name) => {
  expect(() => deploymentOf({ ...outputs, [name]: undefined })).toThrow(name);
});

it("is not read from a file with other content", async () => {
  const file = join(folder, "tailboard.deployment.json");
  for (const text of ["{", "{}", "[]"]) {
    await writeFile(file, text);
    await expect(readDeployment(file)).rejects.toThrow(ConfigError);
  }
});

it("gives an environment that opens its stores", () => {
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
