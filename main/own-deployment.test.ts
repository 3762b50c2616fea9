import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { deploymentFile, deploymentOf, outputNames, writeDeployment } from "./deployment.ts";
import { readOwn } from "./own-deployment.ts";

let folder: string;
let env: Record<string, string>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "tailboard-own-"));
  env = { TAILBOARD_CONFIG: join(folder, "tailboard.config.json") };
});
afterEach(() => rm(folder, { recursive: true }));

const deployed = async () => {
  const outputs = Object.fromEntries(
    outputNames.map((name) => [name, name.endsWith("Url") ? "https://a.example.com" : name.toLowerCase()]),
  );
  await writeDeployment(deploymentFile(env), deploymentOf({ ...outputs, Table: "none" }));
};

it("is the local store if there is no deployment", async () => {
  const { config, deployment } = await readOwn(env);
  expect([deployment, config.store.kind]).toEqual([null, "sqlite"]);
});

it("is the deployment with its own addresses", async () => {
  await deployed();
  const { config, deployment } = await readOwn(env);
  expect(deployment?.name).toBe("name");
  expect(config).toMatchObject({
    store: { kind: "s3", bucket: "statebucket", region: "region" },
    publicStore: { kind: "s3", bucket: "publicbucket" },
    siteUrl: "https://a.example.com",
  });
});

it("is the store in the environment, even if there is a deployment", async () => {
  await deployed();
  const { config, deployment } = await readOwn({ ...env, TAILBOARD_STORE: "memory:" });
  expect([deployment, config.store, config.siteUrl]).toEqual([null, { kind: "memory" }, null]);
});
