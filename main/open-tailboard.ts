import type { Services } from "../http/services.ts";
import { AdoptionRefused, assertWhole } from "../store/adoption.ts";
import { StoreUnavailable, UnreadableDocument } from "../store/job-store.ts";
import type { ObjectStore } from "../store/objects/object-store.ts";
import { systemClock, systemRandom } from "./ambient.ts";
import { compose } from "./compose.ts";
import { ConfigError, type Config } from "./config.ts";
import { isLoopbackUrl } from "./loopback.ts";
import { openState } from "./open-state.ts";

/** One Tailboard on its stores, for whoever serves it: the local server, the terminal, a test. Throws `ConfigError`. */
export type Tailboard = Awaited<ReturnType<typeof openTailboard>>;

export const openTailboard = async (
  config: Config,
  {
    urls: given,
    onFault,
  }: {
    /** A command asks the store where it is served; a server knows. */
    urls: Services["urls"] | ((publicObjects: ObjectStore) => Promise<Services["urls"]>);
    onFault: (error: unknown) => void;
  },
) => {
  const clock = systemClock(config.clockOffsetSeconds);
  const random = systemRandom;
  const { objects, publicObjects, ...state } = await openState(config, { clock, random, report: onFault });
  try {
    // What is written to half a store would be found, at the end of filling it, to be too much.
    await assertWhole(state);
  } catch (error) {
    if (error instanceof AdoptionRefused || error instanceof StoreUnavailable)
      throw new ConfigError(error.message, { cause: error });
    // Broken, it says nothing: the doctor names it, and nobody is kept from working.
    if (!(error instanceof UnreadableDocument)) throw error;
    onFault(error);
  }

  const urls = typeof given === "function" ? await given(publicObjects) : given;
  return {
    objects,
    publicObjects,
    /** What no call reaches: a whole store out and in, and keys. */
    archive: state.archive,
    secrets: state.secrets,
    ...compose({
      ...state,
      publicObjects,
      clock,
      random,
      report: onFault,
      plainHttp: config.plainHttp,
      deployed: !isLoopbackUrl(urls.site),
      limits: config.limits,
      urls,
    }),
  };
};
