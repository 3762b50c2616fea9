import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cdk } from "../infra/cdk.ts";
import { CommandError, localProblem } from "./command-error.ts";
import * as message from "./message/infra.ts";

/**
 * Runs the CDK's command from the packages of `infra/`. TAILBOARD_CDK names another program that takes the same arguments,
 * such as a wrapper that asks for a second factor, or a fake in tests.
 */
export const openCdk = (root: string, env: Record<string, string | undefined>): Cdk => ({
  run: (args) =>
    new Promise((resolve, reject) => {
      const own = join(root, "node_modules/aws-cdk/bin/cdk");
      const other = env["TAILBOARD_CDK"];
      const child = spawn(
        other ?? process.execPath,
        [...(other === undefined ? [own] : []), ...args, "--no-color", "--no-notices", "--no-version-reporting"],
        { cwd: root, env: { ...env, NO_COLOR: "1" }, stdio: ["ignore", "pipe", "pipe"] },
      );
      let output = "";
      const collect = (chunk: Buffer) => void (output += chunk.toString());
      child.stdout.on("data", collect);
      child.stderr.on("data", collect);
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? 1, output }));
    }),
});

/** Installs the packages for AWS if they are missing, because `npm start` does not install them. */
export const installInfra = (root: string): void => {
  if (packages.every((name) => existsSync(join(root, "node_modules", name)))) return;
  const { status } = spawnSync(
    process.execPath,
    [join(root, "scripts/prepare.mjs"), "infra", "release/aws", "store/adapters/aws"],
    { stdio: ["ignore", 2, 2] },
  );
  if (status !== 0) throw new CommandError(localProblem("internal", message.installFailed));
};

const packages = [
  "aws-cdk",
  "aws-cdk-lib",
  "@aws-sdk/client-cloudfront",
  "@aws-sdk/client-lambda",
  "@smithy/signature-v4",
];

/** Runs `action` with a temporary folder and removes the folder afterwards. */
export const inTemporaryFolder = async <T>(action: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-infra-"));
  try {
    return await action(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
