import type { Config } from "./config.ts";
import { isWidened } from "./local-origins.ts";

/** Warnings for the operator of a server that other machines can reach, printed at the start. */
export type Exposure = "network" | "booking_closed" | "proxy_unnamed" | "limits_off";

export const exposureOf = (
  config: Pick<Config, "host" | "siteUrl" | "dashboardUrl" | "proxies" | "limits">,
  { deployed, sample }: { deployed: boolean; sample: boolean },
): Exposure[] => {
  // The server speaks no https, so a proxy must be in front. Without trust in it, all customers share the proxy's
  // address.
  const behindProxy = [config.siteUrl, config.dashboardUrl].some((url) => url?.startsWith("https:") === true);
  const facts: [Exposure, boolean][] = [
    ["network", isWidened(config)],
    ["booking_closed", deployed && sample],
    ["proxy_unnamed", behindProxy && config.proxies.length === 0],
    ["limits_off", deployed && !config.limits],
  ];
  return facts.flatMap(([exposure, holds]) => (holds ? [exposure] : []));
};
