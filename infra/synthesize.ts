import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { InfraConfig } from "../main/infra-config.ts";
import { compact } from "./compact.ts";
import { stackNames } from "./stack-names.ts";
import { stacks } from "./stacks.ts";

/** Writes the templates into `folder` for the CDK command. Returns the names of the stacks, in order. */
export const synthesize = (config: InfraConfig, folder: string): string[] => {
  for (const { template, templateFullPath } of stacks(config, folder).app.synth().stacks)
    writeFileSync(templateFullPath, `${JSON.stringify(compact(template), null, 1)}\n`);
  const { firewall, main, watch } = stackNames(config);
  return [...(config.firewall ? [firewall] : []), main, watch];
};

/** Reads a template as CloudFormation receives it. */
export const readTemplate = (folder: string, stack: string): unknown =>
  JSON.parse(readFileSync(join(folder, `${stack}.template.json`), "utf8"));
