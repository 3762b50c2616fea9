import type { Command } from "commander";
import type { Cdk } from "../../infra/cdk.ts";
import type { InfraConfig } from "../../main/infra-config.ts";
import { Failed, localProblem } from "../failure.ts";
import { showApplied, showDiff } from "../show/infra.ts";
import { say } from "../terminal.ts";
import { reply, verb, type Said } from "../verb.ts";

export const infraVerbs = (root: Command): void => {
  const infra = root
    .command("infra")
    .description("The AWS account: what stands there, and bringing it to what tailboard.config.json says");

  verb(infra, "diff", {
    summary: "Say what would change in the account; changes nothing",
    example: "infra diff",
  }).action((options: Said) => diff(options, {}));

  verb(infra, "print", {
    summary: "Print the CloudFormation templates of this config; asks nothing of the account",
    example: "infra print > templates.json",
  }).action((options: Said) =>
    prepared(async ({ stacks, folder }) => {
      const { readTemplate } = await import("../../infra/synthesize.ts");
      const templates = Object.fromEntries(stacks.map((stack) => [stack, readTemplate(folder, stack)]));
      await reply(options, templates, () => JSON.stringify(templates, null, 2));
    }),
  );

  verb(infra, "apply", {
    summary: "Bring the account to what tailboard.config.json says",
    example: "infra apply --dry-run",
  })
    .option("--dry-run", "say what would change")
    .action(async (options: Said & { dryRun?: true }) => {
      if (options.dryRun === true) return await diff(options, { dry_run: true });
      await prepared(async ({ config, cdk, folder, deploymentFile }) => {
        const [{ applyStacks }, { writeDeployment }] = await Promise.all([
          import("../../infra/apply.ts"),
          import("../../main/deployment.ts"),
        ]);
        const deployment = await applyStacks(config, { cdk, folder, progress: say });
        await writeDeployment(deploymentFile, deployment);
        await reply(options, { dry_run: false, file: deploymentFile, deployment }, () =>
          showApplied(deployment, deploymentFile, config),
        );
      });
    });
};

const diff = (options: Said, said: object): Promise<void> =>
  prepared(async ({ stacks, cdk, folder, deploymentFile }) => {
    const [{ diffStacks }, { readDeployment }] = await Promise.all([
      import("../../infra/apply.ts"),
      import("../../main/deployment.ts"),
    ]);
    const live = await readDeployment(deploymentFile);
    const diffs = await diffStacks(stacks, { cdk, folder });
    await reply(options, { ...said, live, stacks: diffs }, () => showDiff(diffs, live));
  });

/** Reads the config, installs what is missing, writes the templates, and turns refusals into problems. */
const prepared = async (act: (parts: Prepared) => Promise<void>): Promise<void> => {
  const [
    { ConfigError, packageRoot },
    deployments,
    { readInfraConfig },
    { openCdk, installInfra, inFolder },
    { InfraRefused },
  ] = await Promise.all([
    import("../../main/config.ts"),
    import("../../main/deployment.ts"),
    import("../../main/infra-config.ts"),
    import("../cdk.ts"),
    import("../../infra/cdk.ts"),
  ]);
  try {
    const config = await readInfraConfig(deployments.configFile(process.env));
    installInfra(packageRoot);
    await inFolder(async (folder) => {
      // Loaded only now: it is large, and may just have been installed.
      const { synthesize } = await import("../../infra/synthesize.ts");
      await act({
        config,
        stacks: synthesize(config, folder),
        cdk: openCdk(packageRoot, process.env),
        folder,
        deploymentFile: deployments.deploymentFile(process.env),
      });
    });
  } catch (error) {
    if (error instanceof ConfigError) throw new Failed(localProblem("invalid", error.message));
    if (error instanceof InfraRefused)
      throw new Failed(localProblem("store_unavailable", error.message), error.hint === null ? [] : [error.hint]);
    throw error;
  }
};

interface Prepared {
  config: InfraConfig;
  stacks: string[];
  cdk: Cdk;
  folder: string;
  deploymentFile: string;
}
