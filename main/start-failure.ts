import { diskFaults } from "../store/disk-fault.ts";
import { StoreUnavailable, UnreadableDocument } from "../store/job-store.ts";
import { keys } from "../store/keys.ts";
import { documentKeys } from "../store/documents/document-keys.ts";
import { readObject } from "../release/artifacts/artifact-store.ts";
import { openReleaseLog } from "../release/promotion/release-log.ts";
import type { Config, ObjectLocation, StoreLocation } from "./config.ts";
import type { Tailboard } from "./open-tailboard.ts";

/** A start cannot read or write something that it needs. The message names it and says what to do. */
export class StartFailed extends Error {
  override name = "StartFailed";
}

type Opened = Pick<Tailboard, "process" | "publicObjects"> & {
  secrets: Pick<Tailboard["secrets"], "secret">;
  services: {
    settings: Pick<Tailboard["services"]["settings"], "read">;
    equipment: Pick<Tailboard["services"]["equipment"], "read">;
    people: Pick<Tailboard["services"]["people"], "read">;
  };
};

/** Reads everything that a start needs. @throws StartFailed for the first part that cannot be read. */
export const assertStartable = async (
  { process, publicObjects, services, secrets }: Opened,
  { store, publicStore }: Pick<Config, "store" | "publicStore">,
): Promise<void> => {
  const reads: [StoreLocation | ObjectLocation, string, () => Promise<unknown>][] = [
    [store, documentKeys.settings, () => services.settings.read()],
    [store, documentKeys.equipment, () => services.equipment.read()],
    [store, documentKeys.users, () => services.people.read()],
    [store, documentKeys.secrets, () => secrets.secret("preview")],
    [store, documentKeys.releases, () => openReleaseLog(process).read()],
    [publicStore, keys.localEdge, () => readObject(publicObjects, keys.localEdge)],
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
    return new StartFailed(`${pathOf(location, error.key)} is damaged. ${repair}`, { cause: error });
  if (!(error instanceof StoreUnavailable)) return null;
  const code = codeOf(error.cause);
  const why = code === null ? wordsOf(error.cause) : `${diskFaults[code] ?? notAFolder[code] ?? "no answer"} (${code})`;
  const name = pathIn(error.cause) ?? pathOf(location, key ?? "");
  return new StartFailed(`${name} can't be used: ${why}. ${ways[code ?? ""] ?? unreachable}`, { cause: error });
};

const repair =
  "Run tailboard doctor --repair, which restores what can be read. If nothing can be read, restore a backup into an empty folder.";

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

/** A key with the place where a person finds it. */
const pathOf = (location: StoreLocation | ObjectLocation, key: string): string => {
  if (location.kind === "sqlite") return key === "" ? location.root : `${key} in ${location.root}`;
  return key === "" ? "The store" : key;
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
