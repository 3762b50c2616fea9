import { readConfig, type Config } from "./config.ts";
import { deploymentFile, environmentOf, readDeployment, type Deployment } from "./deployment.ts";

/**
 * Returns what a release command acts on: the deployment of this checkout, else this machine. If TAILBOARD_STORE is
 * set, that store and this machine's edge. See docs/decisions/0066.
 */
export const readOwn = async (
  env: Record<string, string | undefined>,
): Promise<{ config: Config; deployment: Deployment | null }> => {
  const deployment = env["TAILBOARD_STORE"] === undefined ? await readDeployment(deploymentFile(env)) : null;
  if (deployment === null) return { config: readConfig(env), deployment };
  const { cdn } = deployment;
  const own = environmentOf({ ...deployment, urls: { site: cdn.site.url, dashboard: cdn.dashboard.url } });
  return { config: readConfig({ ...env, ...own }), deployment };
};
