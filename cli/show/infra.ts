import type { StackDiff } from "../../infra/apply.ts";
import { environmentOf, type Deployment } from "../../main/deployment.ts";
import type { InfraConfig } from "../../main/infra-config.ts";
import * as message from "../message/infra.ts";
import { width } from "../terminal.ts";
import { tabulate } from "./table.ts";

/** Describes the config that `init` wrote, and the next steps. */
export const showInit = (file: string, { name, region, store, domains, firewall }: InfraConfig): string =>
  [
    message.initialized(file, name, region, store),
    ...(domains === null ? [message.noDomains] : []),
    ...(firewall ? [] : [message.noFirewall]),
    "",
    ...message.nextSteps,
  ].join("\n");

/** Describes what is live, and which stacks will change. */
export const showDiff = (diffs: StackDiff[], live: Deployment | null): string =>
  [
    live === null ? message.notApplied : showLive(live),
    "",
    ...diffs.flatMap(({ stack, changes, text }) =>
      changes ? [message.stackChanges(stack), text, ""] : [message.stackUnchanged(stack), ""],
    ),
    message.releasesUnchanged,
  ].join("\n");

const showLive = ({ name, account, region, cdn }: Deployment): string =>
  [
    message.live(name, account, region),
    ...tabulate(
      [{}, {}],
      Object.entries(cdn).map(([kind, { url }]) => [`  ${kind}`, url]),
      width(),
    ),
  ].join("\n");

/** Describes the deployment that `infra apply` brought up to date, and the next steps. */
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
          message.pointDomains,
          ...Object.entries(cdn).map(([kind, { domain }]) => `  ${domains[kind as keyof typeof cdn]}  →  ${domain}`),
          "",
        ]),
    message.wroteDeployment(file),
    message.confirmAlarms,
    "",
    // Shown as one `env` command and not as exports, because release commands take an exported store for a local one.
    message.withoutDeployment,
    "  env \\",
    ...Object.entries(environment).map(([name, value]) => `    ${name}='${value}' \\`),
    "    tailboard users list",
    "",
    message.firstDeploy,
  ].join("\n");
};
