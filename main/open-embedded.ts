import { join } from "node:path";
import { FilesObjectStore } from "../store/adapters/files/files-object-store.ts";
import { RoutedObjectStore } from "../store/adapters/route/routed-object-store.ts";
import { openSqliteObjectStore } from "../store/adapters/sqlite/open-sqlite.ts";
import { Snapshots } from "../store/adapters/sqlite/snapshots.ts";
import { keys } from "../store/keys.ts";
import { assertNoOldFolder } from "../store/old-store.ts";
import type { ObjectStore } from "../store/port/object-store.ts";
import type { Config } from "./config.ts";
import type { StateParts } from "./open-state.ts";

export interface Embedded {
  objects: ObjectStore;
  publicObjects: ObjectStore;
  snapshots: Snapshots | null;
  tryWrite: () => Promise<void>;
  close: () => Promise<void>;
}

/**
 * Opens the embedded store in a folder. One database holds what changes; the files of releases, which never change, are
 * plain files below `public/`. Throws `SqliteRefused` or `OldStore` if the folder cannot be used.
 */
export const openEmbedded = async (
  folder: string,
  { clock, random, report, create = true, snapshots }: StateParts & Pick<Config, "snapshots">,
): Promise<Embedded> => {
  assertNoOldFolder(folder);
  const database = await openSqliteObjectStore({ folder, create, clock, random });
  const files = new FilesObjectStore({ folder: join(folder, "public"), clock, random });
  void files.removeOldTemporaries().catch(report);
  return {
    objects: database,
    publicObjects: new RoutedObjectStore({
      prefixes: [keys.releaseFolders, keys.assets],
      routed: files,
      rest: database.under("public/"),
    }),
    snapshots:
      snapshots === null
        ? null
        : new Snapshots({ database: join(folder, "tailboard.db"), folder: snapshots, clock, random }),
    tryWrite: () => database.tryWrite(),
    close: () => database.close(),
  };
};
