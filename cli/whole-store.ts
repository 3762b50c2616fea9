import { existsSync } from "node:fs";
import type { Clock } from "../domain/clock.ts";
import type { Config, StoreLocation } from "../main/config.ts";
import type { State } from "../main/open-state.ts";
import { UnusableSetting } from "../store/settings-store.ts";
import { Failed, localProblem, UsageError } from "./failure.ts";
import { say, whereWeAct } from "./terminal.ts";

/** A store as the verbs of upkeep work with it: all of it, through its ports, with no server between. */
export interface OpenedStore {
  state: State;
  /** As the environment writes it; no secret is ever in it. */
  address: string;
  clock: Clock;
  /** A name that is never used again. */
  freshId: () => string;
}

/**
 * Opens another store by its address, or our own: the environment's, else what this checkout has deployed, else this
 * machine's. One that must be `there` is not made where it is not.
 */
export const openWholeStore = async ({
  address,
  there = false,
}: { address?: string; there?: boolean } = {}): Promise<OpenedStore> => {
  const [{ readConfig, ConfigError }, { readOwn }, { openState }, { systemClock, systemRandom }, { freshId }] =
    await Promise.all([
      import("../main/config.ts"),
      import("../main/own-deployment.ts"),
      import("../main/open-state.ts"),
      import("../main/ambient.ts"),
      import("../domain/random.ts"),
    ]);
  try {
    const { config, deployment } =
      address === undefined
        ? await readOwn(process.env)
        : { config: readConfig({ ...process.env, TAILBOARD_STORE: address }), deployment: null };
    if (deployment !== null) say(whereWeAct(deployment));
    if (config.store.kind === "memory")
      throw new ConfigError("The store is memory:, which no other process sees; name one that lasts.");
    if (there && config.store.kind === "directory" && !existsSync(config.store.root))
      throw new ConfigError(`There is no folder ${config.store.root}.`);
    const clock = systemClock(config.clockOffsetSeconds);
    const parts = {
      clock,
      random: systemRandom,
      report: (error: unknown) => say(error instanceof UnusableSetting ? error.message : `fault: ${wordsOf(error)}`),
    };
    const state = await openState(config, parts);
    return {
      state,
      address: addressOf(config),
      clock,
      freshId: () => freshId(systemRandom),
    };
  } catch (error) {
    if (error instanceof ConfigError) throw new Failed(localProblem("invalid", error.message));
    throw error;
  }
};

/** Which store an option names, in words that no other store has. Throws `UsageError` where it names none. */
export const placeOf = async (option: string, address: string): Promise<string> => {
  const { ConfigError, readStore } = await import("../main/config.ts");
  try {
    return describe(readStore(option, address));
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error;
  }
};

/** Runs a verb of upkeep and turns what it refuses into problems. `again` is what the same command does when run again. */
export const kept = async <T>(act: () => Promise<T>, again: "goes on" | "begins anew"): Promise<T> => {
  const [{ AdoptionRefused }, { BackupRefused }, { AlreadyAnother }, failures] = await Promise.all([
    import("../store/adoption.ts"),
    import("../store/backup-file.ts"),
    import("../store/archive.ts"),
    import("../store/job-store.ts"),
  ]);
  try {
    return await act();
  } catch (error) {
    if (error instanceof AdoptionRefused || error instanceof BackupRefused || error instanceof AlreadyAnother)
      throw new Failed(localProblem("invalid", error.message));
    if (error instanceof failures.UnreadableDocument)
      throw new Failed(localProblem("store_unavailable", `${error.message}.`), [
        "With TAILBOARD_STORE naming that store, tailboard doctor --repair takes it back to how it was before, where earlier versions are kept.",
      ]);
    if (error instanceof failures.StoreUnavailable || error instanceof failures.OutcomeUnknown)
      throw new Failed(localProblem("store_unavailable", wordsOf(error)), [
        again === "goes on"
          ? "Run the same command again: it goes on where it stopped."
          : "Run the same command again.",
      ]);
    throw error;
  }
};

const addressOf = ({ store }: Config): string => describe(store);

const describe = (store: StoreLocation): string => {
  switch (store.kind) {
    case "memory":
      return "memory:";
    case "directory":
      return `directory:${store.root}`;
    case "s3":
      return `s3://${store.bucket}/${store.prefix}${whereabouts(store)}`;
    case "dynamodb":
      return `dynamodb://${store.table}/${store.prefix}${whereabouts(store)}`;
  }
};

const whereabouts = ({ endpoint, region }: { endpoint: string | null; region: string | null }): string =>
  `${region === null ? "" : ` in ${region}`}${endpoint === null ? "" : ` at ${endpoint}`}`;

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};
