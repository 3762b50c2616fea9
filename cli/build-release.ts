import type { Release } from "../release/artifacts/build-release.ts";
import type { Source } from "../release/artifacts/source.ts";
import { CommandError, localProblem, withConfigErrors } from "./command-error.ts";
import * as message from "./message/release.ts";

/**
 * Builds a release from this checkout. It includes the API if the checkout has deployed a function to run it.
 * @throws CommandError for a checkout with uncommitted changes, unless `dirty` allows them, and for a page over 14 KB.
 */
export const buildHere = async (dirty: boolean): Promise<{ built: Release; source: Source }> => {
  const [{ buildRelease }, { DeployRefused }, { readSource }, { packageRoot }, { readOwn }, { readContract }] =
    await Promise.all([
      import("../release/artifacts/build-release.ts"),
      import("../release/deploy-refused.ts"),
      import("../release/artifacts/source.ts"),
      import("../main/config.ts"),
      import("../main/own-deployment.ts"),
      import("../main/contract.ts"),
    ]);
  const source = await readSource(packageRoot);
  if (source.dirty && !dirty)
    throw new CommandError(localProblem("invalid", message.uncommittedChanges), [message.commitFirst]);
  const { deployment } = await withConfigErrors(() => readOwn(process.env));
  const contract = readContract();
  try {
    return { built: await buildRelease({ contract, ...(deployment === null ? {} : { buildApi }) }), source };
  } catch (error) {
    if (!(error instanceof DeployRefused)) throw error;
    throw new CommandError(localProblem("invalid", error.message), error.hint === null ? [] : [error.hint]);
  }
};

const buildApi = async (): Promise<Uint8Array> => {
  const [{ bundleLambda }, { zipOf }] = await Promise.all([
    import("../main/lambda/bundle.ts"),
    import("../main/lambda/zip.ts"),
  ]);
  return zipOf(await bundleLambda());
};
