import { existsSync } from "node:fs";
import type { Clock } from "../domain/clock.ts";
import type { StoreLocation } from "../main/config.ts";
import type { State } from "../main/open-state.ts";
import { UnusableSetting } from "../store/settings-store.ts";
import { CommandError, localProblem, UsageError, withConfigErrors } from "./command-error.ts";
import * as message from "./message/server.ts";
import { printNotice } from "./terminal.ts";

/** A whole store, opened through its ports and without a server, as the maintenance commands use it. */
export interface OpenedStore {
  state: State;
  /** The address in the form of TAILBOARD_STORE. It never holds a secret. */
  address: string;
  clock: Clock;
  /** Returns an id that was never used before. */
  freshId: () => string;
}

/**
 * Opens the store at `address`. Without an address it opens our own: TAILBOARD_STORE, else the store that this checkout has
 * deployed, else the one of this machine. With `mustExist` it does not create a missing folder.
 */
export const openStore = async ({
  address,
  mustExist = false,
}: { address?: string; mustExist?: boolean } = {}): Promise<OpenedStore> => {
  const [
    { readConfig, ConfigError },
    { readOwn },
    { openState },
    { systemClock, systemRandom },
    { narrowHeap },
    { freshId },
  ] = await Promise.all([
    import("../main/config.ts"),
    import("../main/own-deployment.ts"),
    import("../main/open-state.ts"),
    import("../main/ambient.ts"),
    import("../main/heap-limit.ts"),
    import("../domain/random.ts"),
  ]);
  return await withConfigErrors(async () => {
    const { config, deployment } =
      address === undefined
        ? await readOwn(process.env)
        : { config: readConfig({ ...process.env, TAILBOARD_STORE: address }), deployment: null };
    if (deployment !== null) printNotice(message.usingDeployment(deployment));
    if (config.store.kind === "memory") throw new ConfigError(message.memoryStore);
    if (mustExist && config.store.kind === "sqlite" && !existsSync(config.store.root))
      throw new ConfigError(message.noFolder(config.store.root));
    const clock = systemClock(config.clockOffsetSeconds);
    const report = (error: unknown) =>
      printNotice(error instanceof UnusableSetting ? error.message : message.fault(detailOf(error)));
    const state = await openState(config, { clock, random: systemRandom, report, create: !mustExist, remembered });
    narrowHeap();
    return { state, address: describeLocation(config.store), clock, freshId: () => freshId(systemRandom) };
  });
};

/** These commands go through a store once, so its days need not stay in memory. */
const remembered = { days: 16, jobs: 2_000 };

/** The store that an option names, in a form that no other store has. Throws `UsageError` if the address is invalid. */
export const locationOf = async (option: string, address: string): Promise<string> => {
  const { ConfigError, readStore } = await import("../main/config.ts");
  try {
    return describeLocation(readStore(option, address));
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error;
  }
};

/** Runs a maintenance command and turns the errors of stores into problems with hints. `retry` is what a second run does. */
export const withStoreErrors = async <T>(action: () => Promise<T>, retry: "continues" | "starts over"): Promise<T> => {
  const [{ AdoptionRefused }, { BackupRefused }, { AlreadyAnother }, { MomentGone }, failures] = await Promise.all([
    import("../store/adoption.ts"),
    import("../store/backup-file.ts"),
    import("../store/archive.ts"),
    import("../store/maintenance/read-log-at.ts"),
    import("../store/job-store.ts"),
  ]);
  try {
    return await action();
  } catch (error) {
    const refusals = [AdoptionRefused, BackupRefused, AlreadyAnother, MomentGone];
    if (error instanceof Error && refusals.some((refusal) => error instanceof refusal))
      throw new CommandError(localProblem("invalid", error.message));
    if (error instanceof failures.UnreadableDocument)
      throw new CommandError(localProblem("store_unavailable", `${error.message}.`), [message.repairStore]);
    if (error instanceof failures.StoreUnavailable || error instanceof failures.OutcomeUnknown)
      throw new CommandError(localProblem("store_unavailable", detailOf(error)), [
        retry === "continues" ? message.sameCommandContinues : message.sameCommandAgain,
      ]);
    throw error;
  }
};

const describeLocation = (store: StoreLocation): string => {
  switch (store.kind) {
    case "memory":
      return "memory:";
    case "sqlite":
      return `sqlite:${store.root}`;
    case "s3":
      return `s3://${store.bucket}/${store.prefix}${describeHost(store)}`;
    case "dynamodb":
      return `dynamodb://${store.table}/${store.prefix}${describeHost(store)}`;
  }
};

const describeHost = ({ endpoint, region }: { endpoint: string | null; region: string | null }): string =>
  `${region === null ? "" : ` in ${region}`}${endpoint === null ? "" : ` at ${endpoint}`}`;

const detailOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
};
