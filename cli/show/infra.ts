import type { StackDiff } from "../../infra/apply.ts";
import { environmentOf, type Deployment } from "../../main/deployment.ts";
import type { InfraConfig } from "../../main/infra-config.ts";
import { width } from "../terminal.ts";
import { tabulate } from "./column.ts";

/** What `init` wrote, and what comes next. */
export const showInit = (file: string, { name, region, store, domains, firewall }: InfraConfig): string =>
  [
    `Wrote ${file}: ${name} in ${region}, with ${store === "s3" ? "a bucket" : "a table"} for what is remembered.`,
    ...(domains === null ? ["People find it under names of CloudFront; domains can be added later."] : []),
    ...(firewall ? [] : ["There is no firewall before it; the API's own limits remain."]),
    "",
    "Next, with credentials of an administrator of the account:",
    "  tailboard infra diff      says what would be made",
    "  tailboard infra apply     makes it; CloudFront takes some minutes",
    "Then: docs/runbook/first-deploy.md",
  ].join("\n");

/** What is live, what will change and what will not. */
export const showDiff = (diffs: StackDiff[], live: Deployment | null): string =>
  [
    live === null ? "Nothing of this has been applied from here yet." : showLive(live),
    "",
    ...diffs.flatMap(({ stack, changes, text }) =>
      changes ? [`${stack} will change:`, text, ""] : [`${stack} stays as it is.`, ""],
    ),
    "Jobs, settings, and what is live of pages and API do not change: releases ship by tailboard deploy and promote.",
  ].join("\n");

const showLive = ({ name, account, region, cdn }: Deployment): string =>
  [
    `Live: ${name} in account ${account}, ${region}`,
    ...tabulate(
      [{}, {}],
      Object.entries(cdn).map(([kind, { url }]) => [`  ${kind}`, url]),
      width(),
    ),
  ].join("\n");

export const showApplied = (
  deployment: Deployment,
  file: string,
  { domains }: Pick<InfraConfig, "domains">,
): string => {
  const { cdn } = deployment;
  const environment = environmentOf({ ...deployment, urls: { site: cdn.site.url, dashboard: cdn.dashboard.url } });
  return [
    showLive(deployment),
    "",
    ...(domains === null
      ? []
      : [
          "Where your domains are kept, point each name at its distribution (CNAME):",
          ...Object.entries(cdn).map(([kind, { domain }]) => `  ${domains[kind as keyof typeof cdn]}  →  ${domain}`),
          "",
        ]),
    `Wrote ${file}; from here every command but serve acts on it from now on, and says so.`,
    "AWS has sent mails to confirm where alarms go: open their links.",
    "",
    // Not exported: release verbs take a store in the environment for one of this machine.
    "Without that file, users, settings and jobs work on these stores when they are typed as",
    "  env \\",
    ...Object.entries(environment).map(([name, value]) => `    ${name}='${value}' \\`),
    "    tailboard users list",
    "",
    "Nothing is live yet, if this was the first time: docs/runbook/first-deploy.md",
  ].join("\n");
};
