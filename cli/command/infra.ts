import type { Command } from "commander";
import type { Cdk } from "../../infra/cdk.ts";
import type { InfraConfig } from "../../main/infra-config.ts";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { CommandError, localProblem, withConfigErrors } from "../command-error.ts";
import { showApplied, showDiff } from "../show/infra.ts";
import { printNotice } from "../terminal.ts";

export const addInfraCommands = (root: Command): void => {
  const infra = root
    .command("infra")
    .description("The AWS account: compare it with tailboard.config.json, and bring it up to date");

  addCommand(infra, "diff", {
    summary: "Show what would change in the account, and change nothing",
    example: "infra diff",
  }).action((options: OutputOptions) => diff(options, {}));

  addCommand(infra, "print", {
    summary: "Print the CloudFormation templates; needs no credentials",
    example: "infra print > templates.json",
  }).action((options: OutputOptions) =>
    withTemplates(async ({ stacks, folder }) => {
      const { readTemplate } = await import("../../infra/synthesize.ts");
      const templates = Object.fromEntries(stacks.map((stack) => [stack, readTemplate(folder, stack)]));
      await printResult(options, templates, () => JSON.stringify(templates, null, 2));
    }),
  );

  addCommand(infra, "apply", {
    summary: "Create or update the account's resources from tailboard.config.json",
    example: "infra apply --dry-run",
  })
    .option("--dry-run", "show what would change, and change nothing")
    .action(async (options: OutputOptions & { dryRun?: true }) => {
      if (options.dryRun === true) return await diff(options, { dry_run: true });
      await withTemplates(async ({ config, cdk, folder, deploymentFile }) => {
        const [{ applyStacks }, { writeDeployment }] = await Promise.all([
          import("../../infra/apply.ts"),
          import("../../main/deployment.ts"),
        ]);
        const deployment = await applyStacks(config, { cdk, folder, progress: printNotice });
        await writeDeployment(deploymentFile, deployment);
        await printResult(options, { dry_run: false, file: deploymentFile, deployment }, () =>
          showApplied(deployment, deploymentFile, config),
        );
      });
    });
};

const diff = (options: OutputOptions, fields: object): Promise<void> =>
  withTemplates(async ({ stacks, cdk, folder, deploymentFile }) => {
    const [{ diffStacks }, { readDeployment }] = await Promise.all([
      import("../../infra/apply.ts"),
      import("../../main/deployment.ts"),
    ]);
    const live = await readDeployment(deploymentFile);
    const diffs = await diffStacks(stacks, { cdk, folder });
    await printResult(options, { ...fields, live, stacks: diffs }, () => showDiff(diffs, live));
  });

/** Writes the templates of tailboard.config.json to a temporary folder and runs `action` with them. */
const withTemplates = async (action: (templates: Templates) => Promise<void>): Promise<void> => {
  const [{ packageRoot }, deployments, { readInfraConfig }, { openCdk, installInfra, inTemporaryFolder }, infra] =
    await Promise.all([
      import("../../main/config.ts"),
      import("../../main/deployment.ts"),
      import("../../main/infra-config.ts"),
      import("../cdk.ts"),
      import("../../infra/cdk.ts"),
    ]);
  try {
    await withConfigErrors(async () => {
      const config = await readInfraConfig(deployments.configFile(process.env));
      installInfra(packageRoot);
      await inTemporaryFolder(async (folder) => {
        // Imported here, because the CDK is large and may have been installed just now.
        const { synthesize } = await import("../../infra/synthesize.ts");
        await action({
          config,
          stacks: synthesize(config, folder),
          cdk: openCdk(packageRoot, process.env),
          folder,
          deploymentFile: deployments.deploymentFile(process.env),
        });
      });
    });
  } catch (error) {
    if (error instanceof infra.InfraRefused)
      throw new CommandError(localProblem("store_unavailable", error.message), error.hint === null ? [] : [error.hint]);
    throw error;
  }
};

interface Templates {
  config: InfraConfig;
  stacks: string[];
  cdk: Cdk;
  /** The folder that holds the templates. */
  folder: string;
  deploymentFile: string;
}
