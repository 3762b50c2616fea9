import { FilesObjectStore } from "../store/adapters/files/files-object-store.ts";
import { RoutedObjectStore } from "../store/adapters/route/routed-object-store.ts";
import { openSqliteObjectStore } from "../store/adapters/sqlite/open-sqlite.ts";
import { SqliteRefused } from "../store/adapters/sqlite/sqlite-error.ts";
import { keys } from "../store/keys.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import { ConfigError } from "./config.ts";
import type { StateParts } from "./open-state.ts";

/**
 * Opens the embedded store in a folder. One database holds what changes; the files of releases, which never change, are
 * plain files. Throws `ConfigError` if the folder cannot be used.
 */
export const openEmbedded = async (
  folder: string,
  { clock, random, report }: Pick<StateParts, "clock" | "random" | "report">,
): Promise<{ publicObjects: ObjectStore }> => {
  try {
    const database = await openSqliteObjectStore({ folder, create: true, clock, random });
    const files = new FilesObjectStore({ folder, clock, random });
    void files.removeOldTemporaries().catch(report);
    const prefixes = [keys.releaseFolders, keys.assets];
    return { publicObjects: new RoutedObjectStore({ prefixes, routed: files, rest: database.under("public/") }) };
  } catch (error) {
    throw error instanceof SqliteRefused ? new ConfigError(error.message, { cause: error }) : error;
  }
};
