import { stat } from "node:fs/promises";
import { Option, type Command } from "commander";
import { Failed, localProblem, UsageError } from "../failure.ts";
import { interview } from "../interview.ts";
import { showInit } from "../show/infra.ts";
import { reply, verb, type Said } from "../verb.ts";

export const initVerb = (root: Command): void => {
  verb(root, "init", {
    summary: "Write tailboard.config.json, which describes an AWS account to be set up",
    example: "init --name acme --region us-east-1 --alarm-email ana@example.com",
  })
    .option("--name <name>", "begins the name of everything that is made: acme")
    .option("--region <region>", "where the data and the API are (us-east-1)")
    .addOption(new Option("--store <store>", "where jobs are kept").choices(["s3", "dynamodb"]).default("s3"))
    .option("--alarm-email <address>", "where alarms and the budget's mails go")
    .option("--budget <dollars>", "a month, of the whole account (20)")
    .option("--no-firewall", "without the rate limit before the API, which is most of a small bill")
    .option("--site <host>", "a domain of your own, as book.example.com; with --dashboard, --staging and --certificate")
    .option("--dashboard <host>", "as office.example.com")
    .option("--staging <host>", "as staging.example.com")
    .option("--certificate <arn>", "for all three names, in us-east-1")
    .option("--force", "write over a config that is there")
    .addHelpText("after", "\nAt a terminal it asks for what is not given. TAILBOARD_CONFIG names another file.")
    .action(async (given: Given) => {
      const [{ ConfigError }, { configFile }, { parseInfraConfig, writeInfraConfig }] = await Promise.all([
        import("../../main/config.ts"),
        import("../../main/deployment.ts"),
        import("../../main/infra-config.ts"),
      ]);
      const file = configFile(process.env);
      if (given.force !== true && (await isThere(file)))
        throw new Failed(localProblem("invalid", `${file} is there already, and was not changed.`), [
          "Edit it, then: tailboard infra diff. Or say --force to begin again.",
        ]);
      try {
        const { name, region, email, budget } = await answers(given);
        const config = parseInfraConfig(
          {
            name,
            region,
            store: given.store,
            domains: domainsOf(given),
            alarm_email: email,
            budget_dollars: Number(budget),
            firewall: given.firewall,
            secret_generation: 1,
          },
          "init",
        );
        await writeInfraConfig(file, config);
        await reply(given, { file, config }, () => showInit(file, config));
      } catch (error) {
        if (error instanceof ConfigError) throw new UsageError(error.message.replace(/^init: /, ""));
        throw error;
      }
    });
};

interface Given extends Said {
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

/** Asks whoever sits there, and nobody where nobody does. */
const answers = async ({ json, ...given }: Given) => {
  const { name, region, alarmEmail: email, budget } = given;
  if (json === true || !process.stdin.isTTY || !process.stderr.isTTY) {
    if (name === undefined || email === undefined)
      throw new UsageError("Give --name and --alarm-email; at a terminal, init asks for them.");
    return { name, email, region: region ?? "us-east-1", budget: budget ?? "20" };
  }
  const [asked = "", place = "", address = "", dollars = ""] = await interview(
    [
      { text: "A short name for everything that is made, as acme", given: name },
      { text: "Region for the data and the API", given: region, usual: "us-east-1" },
      { text: "Email for alarms", given: email },
      { text: "Tell me when a month costs more than, in dollars", given: budget, usual: "20" },
    ],
    { input: process.stdin, output: process.stderr },
  );
  return { name: asked, region: place, email: address, budget: dollars };
};

const domainsOf = ({ site, dashboard, staging, certificate }: Given) => {
  const given = [site, dashboard, staging, certificate];
  if (given.every((each) => each === undefined)) return null;
  if (given.includes(undefined))
    throw new UsageError("Domains come together: --site, --dashboard, --staging and --certificate.");
  return { site, dashboard, staging, certificate_arn: certificate };
};

const isThere = async (file: string): Promise<boolean> => {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
};
