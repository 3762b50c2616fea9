import { App, LegacyStackSynthesizer, Stack, Tags } from "aws-cdk-lib";
import type { InfraConfig } from "../main/infra-config.ts";
import { firewall } from "./firewall.ts";
import { mainStack } from "./main-stack.ts";
import { output } from "./output.ts";
import { stackNames, type StackPart } from "./stack-names.ts";
import { watchStack } from "./watch-stack.ts";

/**
 * Three stacks, applied in this order, each handed what it needs from the ones before as parameters: CloudFront wants its
 * firewall in us-east-1 before there is a distribution, and gives logs and numbers there once there is one; everything
 * else is where the owner wants the data. No stack has an asset, so the account needs no bootstrapping.
 */
export const stacks = (config: InfraConfig, outdir?: string): Stacks => {
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    // It takes twenty times as long as all the rest; cfn-lint says the same, once, in CI.
    builtinCloudFormationValidation: false,
    ...(outdir === undefined ? {} : { outdir }),
  });
  // Not on the functions: a property that a later CDK adds would send their first code along with it.
  Tags.of(app).add("tailboard", config.name, { excludeResourceTypes: ["AWS::CloudFront::Function"] });
  const stack = (part: StackPart, region: string, description: string) =>
    new Stack(app, stackNames(config)[part], {
      env: { region },
      description,
      synthesizer: new LegacyStackSynthesizer(),
      // Nobody deletes a business by a slip of the hand.
      terminationProtection: part === "main",
    });

  let before: Stack | null = null;
  if (config.firewall) {
    before = stack("firewall", global, "Tailboard: the rate limit before the API");
    output(before, "FirewallArn", firewall(before, config.name).attrArn);
  }
  const main = mainStack(stack("main", config.region, "Tailboard: data, API and distributions"), config);
  const watch = watchStack(stack("watch", global, "Tailboard: access logs, alarms of the CDN, budget"), config);
  return { app, firewall: before, main, watch };
};

export interface Stacks {
  app: App;
  firewall: Stack | null;
  main: Stack;
  watch: Stack;
}

const global = "us-east-1";
