import { stat } from "node:fs/promises";
import { Option, type Command } from "commander";
import { addCommand, printResult, type OutputOptions } from "../command.ts";
import { CommandError, localProblem, UsageError } from "../command-error.ts";
import * as message from "../message/infra.ts";
import { ask, canPrompt } from "../prompt.ts";
import { showInit } from "../show/infra.ts";

interface Options extends OutputOptions {
  name?: string;
  region?: string;
  store: string;
  alarmEmail?: string;
  budget?: string;
  firewall: boolean;
  site?: string;
  dashboard?: string;
  staging?: string;
  certificate?: string;
  force?: true;
}

export const addInitCommand = (root: Command): void => {
  addCommand(root, "init", {
    summary: "Write tailboard.config.json, which describes the AWS resources to create",
    example: "init --name acme --region us-east-1 --alarm-email ana@example.com",
  })
    .option("--name <name>", "a prefix for the names of all resources, such as acme")
    .option("--region <region>", "the region of the data and the API (us-east-1)")
    .addOption(new Option("--store <store>", "where jobs are kept").choices(["s3", "dynamodb"]).default("s3"))
    .option("--alarm-email <address>", "who gets alarms and budget warnings")
    .option("--budget <dollars>", "warn when a month of the whole account costs more (20)")
    .option("--no-firewall", "no rate limit in front of the API; the firewall is most of a small bill")
    .option("--site <host>", "your own domain, such as book.example.com; needs the next three options too")
    .option("--dashboard <host>", "such as office.example.com")
    .option("--staging <host>", "such as staging.example.com")
    .option("--certificate <arn>", "a certificate in us-east-1 for the three domains")
    .option("--force", "replace an existing config")
    .addHelpText(
      "after",
      "\nIn a terminal, init asks for missing values. TAILBOARD_CONFIG names another file to write.",
    )
    .action(async (options: Options) => {
      const [{ ConfigError }, { configFile }, { parseInfraConfig, writeInfraConfig }] = await Promise.all([
        import("../../main/config.ts"),
        import("../../main/deployment.ts"),
        import("../../main/infra-config.ts"),
      ]);
      const file = configFile(process.env);
      if (options.force !== true && (await exists(file)))
        throw new CommandError(localProblem("invalid", message.configExists(file)), [message.configExistsHint]);
      try {
        const { name, region, email, budget } = await completeOptions(options);
        const config = parseInfraConfig(
          {
            name,
            region,
            store: options.store,
            domains: domainsOf(options),
            alarm_email: email,
            budget_dollars: Number(budget),
            firewall: options.firewall,
            secret_generation: 1,
          },
          "init",
        );
        await writeInfraConfig(file, config);
        await printResult(options, { file, config }, () => showInit(file, config));
      } catch (error) {
        if (error instanceof ConfigError) throw new UsageError(error.message.replace(/^init: /, ""));
        throw error;
      }
    });
};

/** Asks for missing values in a terminal. In a script, uses the defaults and fails if a value has none. */
const completeOptions = async (options: Options) => {
  const { name, region, alarmEmail: email, budget } = options;
  if (!canPrompt(options)) {
    if (name === undefined || email === undefined) throw new UsageError(message.initOptionsNeeded);
    return { name, email, region: region ?? "us-east-1", budget: budget ?? "20" };
  }
  const { question } = message;
  const answers = await ask(
    [
      { text: question.name, given: name },
      { text: question.region, given: region, fallback: "us-east-1" },
      { text: question.email, given: email },
      { text: question.budget, given: budget, fallback: "20" },
    ],
    { input: process.stdin, output: process.stderr },
  );
  return { name: answers[0], region: answers[1], email: answers[2], budget: answers[3] };
};

const domainsOf = ({ site, dashboard, staging, certificate }: Options) => {
  const values = [site, dashboard, staging, certificate];
  if (values.every((value) => value === undefined)) return null;
  if (values.includes(undefined)) throw new UsageError(message.domainsTogether);
  return { site, dashboard, staging, certificate_arn: certificate };
};

const exists = async (file: string): Promise<boolean> => {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
};
