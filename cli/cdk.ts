import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cdk } from "../infra/cdk.ts";
import { Failed, localProblem } from "./failure.ts";

/**
 * The CDK's own command, out of the room that brings it. TAILBOARD_CDK names another program that takes the same words,
 * as a wrapper that asks for a second factor, or a test's.
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
      const take = (chunk: Buffer) => void (output += chunk.toString());
      child.stdout.on("data", take);
      child.stderr.on("data", take);
      child.on("error", reject);
      child.on("close", (code) => resolve({ code: code ?? 1, output }));
    }),
});

/** Who runs a store on this machine has not installed what describes an account, nor what ships to one. */
export const installInfra = (root: string): void => {
  if (needed.every((name) => existsSync(join(root, "node_modules", name)))) return;
  const { status } = spawnSync(
    process.execPath,
    [join(root, "scripts/prepare.mjs"), "infra", "release/aws", "store/objects/s3", "store/dynamodb"],
    { stdio: ["ignore", 2, 2] },
  );
  if (status !== 0)
    throw new Failed(
      localProblem("internal", "What describes an account could not be installed; the lines above say why."),
    );
};

const needed = ["aws-cdk", "aws-cdk-lib", "@aws-sdk/client-cloudfront", "@aws-sdk/client-lambda", "@aws-sdk/client-s3"];

/** Runs with a folder of its own, which is gone afterwards. */
export const inFolder = async <T>(act: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), "tailboard-infra-"));
  try {
    return await act(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
