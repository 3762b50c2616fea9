import { previewSecret } from "../edge/preview-link.ts";
import type { Part } from "../release/artifacts/manifest.ts";
import type { Deployer } from "../release/promotion/deployer.ts";
import { CommandError, localProblem, UsageError, withConfigErrors } from "./command-error.ts";
import * as releaseMessage from "./message/release.ts";
import * as message from "./message/server.ts";
import { printFault, printNotice, userName } from "./terminal.ts";

/** Opens the deployer of the release commands: for the deployment of this checkout, or for the server on this machine. */
const openOwnDeployer = async ({ newPreviewSecret = false } = {}): Promise<Deployer> => {
  const [{ ConfigError }, { readOwn }, { openTailboard }, { openCloudDeployer, openDeployer }, { systemClock }] =
    await Promise.all([
      import("../main/config.ts"),
      import("../main/own-deployment.ts"),
      import("../main/open-tailboard.ts"),
      import("../main/open-deployer.ts"),
      import("../main/ambient.ts"),
    ]);
  return await withConfigErrors(async () => {
    const { config, deployment } = await readOwn(process.env);
    if (deployment !== null) printNotice(message.usingDeployment(deployment));
    if (config.store.kind === "memory") throw new ConfigError(message.memoryStore);
    const stores = await openTailboard(config, { urls: { site: "", dashboard: "" }, onFault: printFault });
    const preview = {
      // Store the secret before staging uses it. Otherwise a crash could leave a lock whose key was lost.
      secret: previewSecret(
        await (newPreviewSecret ? stores.secrets.replace("preview") : stores.secrets.secret("preview")),
      ),
      // For a server on this machine, only the running server knows whether others can reach it.
      closed: deployment === null ? null : true,
    };
    const progress = printNotice;
    const options = { stores, preview, clock: systemClock(), who: userName(), progress, onFault: printFault };
    return deployment === null ? openDeployer(options) : await openCloudDeployer(options, deployment);
  });
};

/** Runs a release command with a deployer and turns its errors into problems with hints. */
export const withDeployer = async <T>(
  action: (deployer: Deployer) => Promise<T>,
  options?: { newPreviewSecret: boolean },
): Promise<T> => {
  const [{ DeployRefused }, { CdnFailed }, { StoreUnavailable }] = await Promise.all([
    import("../release/deploy-refused.ts"),
    import("../release/cdn/live-pointer.ts"),
    import("../store/job-store.ts"),
  ]);
  try {
    return await action(await openOwnDeployer(options));
  } catch (error) {
    if (error instanceof DeployRefused)
      throw new CommandError(localProblem("invalid", error.message), error.hint === null ? [] : [error.hint]);
    if (error instanceof CdnFailed || error instanceof StoreUnavailable)
      throw new CommandError(localProblem("store_unavailable", error.message), [message.runStatus]);
    throw error;
  }
};

/** Reads the value of `--only`. Null means everything. */
export const readPart = (text: string | undefined): Part | null => {
  if (text === undefined) return null;
  if (text === "track" || text === "book" || text === "dashboard" || text === "api") return text;
  throw new UsageError(releaseMessage.onlyOptions);
};
