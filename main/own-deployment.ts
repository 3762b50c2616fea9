import { readConfig, type Config } from "./config.ts";
import { deploymentFile, environmentOf, readDeployment, type Deployment } from "./deployment.ts";

/**
 * Where a release verb acts: what this checkout has deployed, else this machine. An environment that names a store of its
 * own means that one, and this machine's edge. docs/decisions/0066.
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
