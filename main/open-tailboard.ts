import type { Services } from "../http/services.ts";
import { takesTexts } from "../notify/channels.ts";
import { AdoptionRefused, assertWhole } from "../store/adoption.ts";
import { StoreUnavailable, UnreadableDocument } from "../store/job-store.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { systemClock, systemRandom } from "./ambient.ts";
import { compose } from "./compose.ts";
import { ConfigError, type Config } from "./config.ts";
import { DailyRuns } from "./daily-runs.ts";
import { isLoopbackUrl } from "./loopback.ts";
import { outgoingOf } from "./outgoing.ts";
import { openState, type State } from "./open-state.ts";

/** One Tailboard on its stores, for the local server, the terminal or a test. Throws `ConfigError`. */
export type Tailboard = Awaited<ReturnType<typeof openTailboard>>;

export const openTailboard = async (
  config: Config,
  {
    urls: given,
    onFault,
    isServer = false,
  }: {
    /** The public addresses. A command reads them from the store; a server knows them. */
    urls: Services["urls"] | ((publicObjects: ObjectStore) => Promise<Services["urls"]>);
    onFault: (error: unknown) => void;
    /** True for a process that sends messages: a fresh store sends from where its first server starts. */
    isServer?: boolean;
  },
) => {
  const clock = systemClock(config.clockOffsetSeconds);
  const random = systemRandom;
  const { process, publicObjects, snapshots, tidyDocuments, close, ...state } = await openState(config, {
    clock,
    random,
    report: onFault,
  });
  try {
    // While a restore is in progress, new writes would collide with it.
    await assertWhole(state);
  } catch (error) {
    if (error instanceof AdoptionRefused || error instanceof StoreUnavailable)
      throw new ConfigError(error.message, { cause: error });
    // A broken marker says nothing about a restore. Report it, and let people work; the doctor names it.
    if (!(error instanceof UnreadableDocument)) throw error;
    onFault(error);
  }

  if (isServer) await state.channels.start(() => isFresh(state)).catch(onFault); // the next start tries again
  const urls = typeof given === "function" ? await given(publicObjects) : given;
  state.linkTo(urls);
  const composed = compose({
    ...state,
    publicObjects,
    clock,
    random,
    report: onFault,
    plainHttp: config.plainHttp,
    deployed: !isLoopbackUrl(urls.site),
    limits: config.limits,
    outgoing: outgoingOf(config, state),
    sendsTexts: async () => takesTexts(await state.channels.accounts()),
    urls,
  });
  const daily = new DailyRuns({ ...state, clock, report: onFault });
  return {
    /** Queues the messages that a date causes. Runs before each drain, and never rejects. */
    runDaily: () => daily.runIfDue(),
    /** The private store, for the release log. */
    process,
    publicObjects,
    close,
    /** Closes the idle connections of messages. */
    releaseChannels: () => state.channels.release(),
    /** The parts that no call reaches: the archive, the check of the store and the keys. */
    archive: state.archive,
    upkeep: state.upkeep,
    secrets: state.secrets,
    ...composed,
    /** What a server does once an hour. */
    hourly: [composed.publishSite, tidyDocuments, async () => await snapshots?.takeIfDue()],
  };
};

/** True if no job was ever made. */
const isFresh = async ({ archive }: Pick<State, "archive">): Promise<boolean> => {
  for await (const _day of archive.days()) return false;
  return true;
};
