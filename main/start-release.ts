import { buildRelease, type Release } from "../release/artifacts/build-release.ts";
import type { ReadState } from "../release/cdn/local/local-state.ts";
import { releaseOnStart, type StartResult } from "../release/promotion/release-on-start.ts";
import type { PreviewGate } from "../release/promotion/deployer.ts";
import { readSource } from "../release/artifacts/source.ts";
import { systemClock } from "./ambient.ts";
import { packageRoot } from "./config.ts";
import { readContract } from "./contract.ts";
import { openDeployer } from "./open-deployer.ts";
import type { Tailboard } from "./open-tailboard.ts";

/** Builds the pages, releases them as a start does, and returns what is live afterwards. */
export const startRelease = async (
  { process, publicObjects }: Tailboard,
  preview: PreviewGate,
  onFault: (error: unknown) => void,
): Promise<{ started: StartResult; initial: ReadState }> => {
  const deployer = openDeployer({
    stores: { process, publicObjects },
    preview,
    clock: systemClock(),
    who: "start",
    progress: () => undefined,
    // This process does not answer yet, so a request to it would wait forever. The same code computes what it will
    // serve.
    fetch: () => Promise.resolve(null),
    pollPolicy: { polls: 1, poll_ms: 0, timeout_ms: 5_000 },
  });
  const [release, source] = await Promise.all([buildOnce(), readSource(packageRoot)]);
  const started = await releaseOnStart(deployer, release, source).catch(
    async (error: unknown): Promise<StartResult> => {
      // If a release is live, a new version that fails to go live must not stop the server.
      if ((await deployer.releaseLog.read()).history.length === 0) throw error;
      onFault(error);
      return { release: release.id, promoted: false, waits: true };
    },
  );
  const initial = await deployer.cdn.state();
  if ("outcome" in initial) throw new Error("The public store cannot be read", { cause: initial.cause });
  return { started, initial };
};

/**
 * Builds the release of this process's sources, which do not change while it runs. A second server in the process, as in a
 * test, gets the same one.
 */
const buildOnce = async (): Promise<Release> => {
  // The pages are built by another process, while this one describes its calls.
  built ??= buildRelease({ contract: readContract() });
  try {
    return await built;
  } catch (error) {
    built = null;
    throw error;
  }
};

let built: Promise<Release> | null = null;
