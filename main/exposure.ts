import type { Config } from "./config.ts";
import { isWidened } from "./local-origins.ts";

/** What the operator of a server that others can reach should know when it starts. */
export type Exposure = "network" | "booking_closed" | "proxy_unnamed" | "limits_off";

export const exposureOf = (
  config: Pick<Config, "host" | "siteUrl" | "dashboardUrl" | "proxies" | "limits">,
  { deployed, sample }: { deployed: boolean; sample: boolean },
): Exposure[] => {
  // Tailboard itself speaks no https, so a proxy is in front, and its address hides every customer's.
  const behindProxy = [config.siteUrl, config.dashboardUrl].some((url) => url?.startsWith("https:") === true);
  const facts: [Exposure, boolean][] = [
    ["network", isWidened(config)],
    ["booking_closed", deployed && sample],
    ["proxy_unnamed", behindProxy && config.proxies.length === 0],
    ["limits_off", deployed && !config.limits],
  ];
  return facts.flatMap(([exposure, holds]) => (holds ? [exposure] : []));
};
