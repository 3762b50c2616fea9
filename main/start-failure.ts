import { join } from "node:path";
import { diskFaults } from "../store/disk-fault.ts";
import { StoreUnavailable, UnreadableDocument } from "../store/job-store.ts";
import { keys } from "../store/keys.ts";
import { DamagedObject as DamagedDocument, type GetOutcome as DocumentOutcome } from "../store/objects/object-store.ts";
import { DamagedObject, type GetOutcome } from "../store/port/object-store.ts";
import type { Config, ObjectLocation, StoreLocation } from "./config.ts";
import type { Tailboard } from "./open-tailboard.ts";

/** A start cannot read or write something that it needs. The message names it and says what to do. */
export class StartFailed extends Error {
  override name = "StartFailed";
}

type Opened = Pick<Tailboard, "objects" | "publicObjects"> & {
  secrets: Pick<Tailboard["secrets"], "secret">;
  services: {
    settings: Pick<Tailboard["services"]["settings"], "read">;
    people: Pick<Tailboard["services"]["people"], "read">;
  };
};

/** Reads everything that a start needs. @throws StartFailed for the first part that cannot be read. */
export const assertStartable = async (
  { objects, publicObjects, services, secrets }: Opened,
  { store, publicStore }: Pick<Config, "store" | "publicStore">,
): Promise<void> => {
  const reads: [StoreLocation | ObjectLocation, string, () => Promise<unknown>][] = [
    [store, keys.settings, () => services.settings.read()],
    [store, keys.users, () => services.people.read()],
    [store, keys.secrets, () => secrets.secret("preview")],
    [store, keys.releases, async () => parse(keys.releases, await objects.get(keys.releases))],
    [publicStore, keys.localEdge, async () => parse(keys.localEdge, await publicObjects.get(keys.localEdge))],
  ];
  for (const [location, key, read] of reads) {
    try {
      await read();
    } catch (error) {
      throw startFailure(error, location, key) ?? error;
    }
  }
};

/** The `StartFailed` for an error later in a start. Null if the store is not the reason. */
export const startFailure = (
  error: unknown,
  location: StoreLocation | ObjectLocation,
  key: string | null = null,
): StartFailed | null => {
  if (error instanceof UnreadableDocument)
    return new StartFailed(`${pathOf(location, error.key)} is damaged. ${remedyFor(error.key)}`, { cause: error });
  if (!(error instanceof StoreUnavailable)) return null;
  const code = codeOf(error.cause);
  const why = code === null ? wordsOf(error.cause) : `${diskFaults[code] ?? notAFolder[code] ?? "no answer"} (${code})`;
  const name = pathIn(error.cause) ?? pathOf(location, key ?? "");
  return new StartFailed(`${name} can't be used: ${why}. ${ways[code ?? ""] ?? unreachable}`, { cause: error });
};

/** The next start rewrites these two. Every other one exists only here and in backups. */
const remedyFor = (key: string): string =>
  key === keys.releases || key === keys.localEdge
    ? "Move it out of the data folder and start again. The pages of this version then go live again."
    : "Run tailboard doctor --repair, which restores the newest version that can be read. If no version can be read, restore a backup into an empty folder.";

const notAFolder: Record<string, string> = {
  ENOTDIR: "a file is in the place of a folder",
  EISDIR: "a folder is in the place of a file",
};

const unreachable = "Check that this machine can reach the store, then start again.";
const ways: Record<string, string> = {
  EACCES: "Let the user that runs Tailboard read and write it, then start again.",
  EPERM: "Let the user that runs Tailboard read and write it, then start again.",
  EDQUOT: "Free some space or raise the quota, then start again.",
  EIO: "Check the disk. If it is broken, restore a backup on another disk.",
  EISDIR: "Move it out of the data folder, then start again.",
  ENOSPC: "Free some space, then start again.",
  ENOTDIR: "Move it out of the data folder, then start again.",
  EROFS: "Make the disk writable, then start again.",
};

/** The path of a folder as a person would open it. */
const pathOf = (location: StoreLocation | ObjectLocation, key: string): string =>
  location.kind === "directory" ? join(location.root, key) : key === "" ? "The store" : key;

const parse = (key: string, got: GetOutcome | DocumentOutcome): unknown => {
  if (got.outcome === "unavailable") {
    throw got.cause instanceof DamagedObject || got.cause instanceof DamagedDocument
      ? new UnreadableDocument(key, got.cause)
      : new StoreUnavailable(got.cause);
  }
  if (got.outcome !== "found") return null;
  try {
    return JSON.parse(new TextDecoder().decode(got.body));
  } catch (error) {
    throw new UnreadableDocument(key, error);
  }
};

const codeOf = (cause: unknown): string | null =>
  cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : null;

/** The file that the system's error names. For a link, the target. */
const pathIn = (cause: unknown): string | null => {
  if (!(cause instanceof Error)) return null;
  if ("dest" in cause && typeof cause.dest === "string") return cause.dest;
  return "path" in cause && typeof cause.path === "string" ? cause.path : null;
};

const wordsOf = (cause: unknown): string => (cause instanceof Error ? cause.message : "no answer");
