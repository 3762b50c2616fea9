import { previewSecret } from "../edge/preview-link.ts";
import type { Part } from "../release/promotion/releases.ts";
import type { Deployer } from "../release/promotion/deployer.ts";
import { Failed, localProblem, UsageError } from "./failure.ts";
import { say, userName, whereWeAct } from "./terminal.ts";

/** Opens what the release verbs work with: what this checkout has deployed, or this machine. */
export const openOwnDeployer = async ({ newPreviewSecret = false } = {}): Promise<Deployer> => {
  const [{ ConfigError }, { readOwn }, { openTailboard }, { openCloudDeployer, openDeployer }, { systemClock }] =
    await Promise.all([
      import("../main/config.ts"),
      import("../main/own-deployment.ts"),
      import("../main/open-tailboard.ts"),
      import("../main/open-deployer.ts"),
      import("../main/ambient.ts"),
    ]);
  try {
    const { config, deployment } = await readOwn(process.env);
    if (deployment !== null) say(whereWeAct(deployment));
    const onFault = (error: unknown) => say(`fault: ${String(error)}`);
    if (config.store.kind === "memory")
      throw new ConfigError(
        "TAILBOARD_STORE is memory:, which no other process sees; release verbs need one that lasts.",
      );
    const stores = await openTailboard(config, { urls: { site: "", dashboard: "" }, onFault });
    const preview = {
      // Kept before staging knows it: a link that is live and written down nowhere would open it to nobody.
      secret: previewSecret(
        await (newPreviewSecret ? stores.secrets.replace("preview") : stores.secrets.secret("preview")),
      ),
      // Of a server on this machine only its own start knows who can reach it.
      closed: deployment === null ? null : true,
    };
    const options = { stores, preview, clock: systemClock(), who: userName(), progress: say, onFault };
    return deployment === null ? openDeployer(options) : await openCloudDeployer(options, deployment);
  } catch (error) {
    if (error instanceof ConfigError) throw new Failed(localProblem("invalid", error.message));
    throw error;
  }
};

/** Runs a verb and turns its refusals into problems. */
export const shipped = async <T>(
  act: (deployer: Deployer) => Promise<T>,
  options?: { newPreviewSecret: boolean },
): Promise<T> => {
  const [{ DeployRefused }, { CdnFailed }, { StoreUnavailable }] = await Promise.all([
    import("../release/promotion/deployer.ts"),
    import("../release/cdn/live-pointer.ts"),
    import("../store/job-store.ts"),
  ]);
  try {
    return await act(await openOwnDeployer(options));
  } catch (error) {
    if (error instanceof DeployRefused)
      throw new Failed(localProblem("invalid", error.message), error.hint === null ? [] : [error.hint]);
    if (error instanceof CdnFailed || error instanceof StoreUnavailable)
      throw new Failed(localProblem("store_unavailable", error.message), ["tailboard status says what is live."]);
    throw error;
  }
};

export const readOnly = (typed: string | undefined): Part | null => {
  if (typed === undefined) return null;
  if (typed === "track" || typed === "book" || typed === "dashboard" || typed === "api") return typed;
  throw new UsageError("--only takes track, book, dashboard or api.");
};
