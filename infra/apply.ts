import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { deploymentOf, type Deployment } from "../main/deployment.ts";
import type { InfraConfig } from "../main/infra-config.ts";
import { InfraRefused, refusalOf, type Cdk } from "./cdk.ts";
import { stackNames } from "./stack-names.ts";

/**
 * Applies the config to the account, stack by stack. Each stack gets the outputs of the earlier ones as parameters. It can
 * run again after any interruption, because resources that are already right do not change.
 * @throws InfraRefused
 */
export const applyStacks = async (config: InfraConfig, { cdk, folder, progress }: ApplyParts): Promise<Deployment> => {
  const names = stackNames(config);
  const deploy = async (stack: string, parameters: Record<string, string>): Promise<Record<string, unknown>> => {
    progress(`Bringing ${stack} up to date …`);
    const file = join(folder, `${stack}.outputs.json`);
    const { code, output } = await cdk.run([
      "deploy",
      stack,
      "--app",
      folder,
      "--exclusively",
      "--require-approval",
      "never",
      "--outputs-file",
      file,
      ...Object.entries(parameters).flatMap(([name, value]) => ["--parameters", `${stack}:${name}=${value}`]),
    ]);
    if (code !== 0) throw refusalOf(output, stack);
    return await readOutputs(file, stack);
  };

  const firewall = config.firewall ? await deploy(names.firewall, {}) : {};
  const firewallArn = firewall["FirewallArn"];
  const deployment = deploymentOf(
    await deploy(names.main, typeof firewallArn === "string" ? { FirewallArn: firewallArn } : {}),
  );
  const { site, staging, dashboard } = deployment.cdn;
  await deploy(names.watch, { SiteId: site.id, StagingId: staging.id, DashboardId: dashboard.id });
  return deployment;
};

/**
 * Returns what would change in each stack, as the CDK prints it. Only reads the account.
 * @throws InfraRefused
 */
export const diffStacks = async (
  stacks: string[],
  { cdk, folder }: Omit<ApplyParts, "progress">,
): Promise<StackDiff[]> => {
  const diffs: StackDiff[] = [];
  for (const stack of stacks) {
    // The CDK would create a change set in the account.
    const { code, output } = await cdk.run(["diff", stack, "--app", folder, "--exclusively", "--no-change-set"]);
    if (code !== 0) throw refusalOf(output, stack);
    diffs.push({ stack, changes: !/There were no differences/i.test(output), text: output.trim() });
  }
  return diffs;
};

export interface StackDiff {
  stack: string;
  changes: boolean;
  text: string;
}

export interface ApplyParts {
  cdk: Cdk;
  /** The folder with the output of `synthesize`. */
  folder: string;
  progress: (line: string) => void;
}

/** Reads `{<stack>: {<name>: value}}`. A stack without outputs has no entry, or no file. */
const readOutputs = async (file: string, stack: string): Promise<Record<string, unknown>> => {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return {};
    throw error;
  }
  const outputs: unknown = JSON.parse(text);
  const own: unknown = typeof outputs === "object" && outputs !== null ? Reflect.get(outputs, stack) : undefined;
  if (own === undefined) return {};
  if (typeof own === "object" && own !== null) return { ...own };
  throw new InfraRefused(`The outputs that the CDK wrote for ${stack} are not readable.`);
};
