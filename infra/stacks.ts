import { App, LegacyStackSynthesizer, Stack, Tags } from "aws-cdk-lib";
import type { InfraConfig } from "../main/infra-config.ts";
import { firewall } from "./firewall.ts";
import { mainStack } from "./main-stack.ts";
import { addOutput } from "./logical-id.ts";
import { stackNames, type StackPart } from "./stack-names.ts";
import { watchStack } from "./watch-stack.ts";

/**
 * The three stacks in the order in which they are applied. Each gets the outputs of the earlier ones as parameters.
 * CloudFront needs its firewall in us-east-1 before the distributions, and has its logs and metrics there after them. All
 * other resources are in the owner's region. No stack has an asset, so the account needs no CDK bootstrapping.
 */
export const stacks = (config: InfraConfig, outdir?: string): Stacks => {
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    // The validation takes twenty times as long as the synthesis. CI runs cfn-lint instead.
    builtinCloudFormationValidation: false,
    ...(outdir === undefined ? {} : { outdir }),
  });
  // Functions get no tags: a changed property would make CloudFormation send their bootstrap code again.
  Tags.of(app).add("tailboard", config.name, {
    // An alarm gets the tag from its stack, and the template needs the room.
    excludeResourceTypes: ["AWS::CloudFront::Function", "AWS::CloudWatch::Alarm"],
  });
  const stack = (part: StackPart, region: string, description: string) =>
    new Stack(app, stackNames(config)[part], {
      env: { region },
      description,
      synthesizer: new LegacyStackSynthesizer(),
      // The main stack holds the data, so it is protected from accidental deletion.
      terminationProtection: part === "main",
    });

  let firewallStack: Stack | null = null;
  if (config.firewall) {
    firewallStack = stack("firewall", global, "Tailboard: the rate limit before the API");
    addOutput(firewallStack, "FirewallArn", firewall(firewallStack, config.name).attrArn);
  }
  const main = mainStack(stack("main", config.region, "Tailboard: data, API and distributions"), config);
  const watch = watchStack(stack("watch", global, "Tailboard: access logs, alarms of the CDN, budget"), config);
  return { app, firewall: firewallStack, main, watch };
};

export interface Stacks {
  app: App;
  firewall: Stack | null;
  main: Stack;
  watch: Stack;
}

const global = "us-east-1";
