import type { UnreadableDocument } from "./job-store.ts";

/**
 * Catalogs as customers saw them, by version. Each is stored once, and never changed or removed, because jobs name it. A
 * catalog has no customer data. Throws `StoreUnavailable` as the JobStore does.
 */
export interface CatalogStore {
  /** Stores a catalog durably. A repetition changes nothing, and is free in this process. */
  keep(version: string, catalog: object): Promise<void>;
  /** Returns the stored catalog, or null if it was never stored. Throws `UnreadableDocument`. */
  read(version: string): Promise<object | null>;
  /**
   * Yields every catalog, ascending by version, one in memory at a time. `unreadable` receives the error of each catalog that
   * cannot be read, which is left out. Without it, `UnreadableDocument` is thrown.
   */
  all(options?: { unreadable?: (error: UnreadableDocument) => void }): AsyncIterable<KeptCatalog>;
}

export interface KeptCatalog {
  version: string;
  catalog: object;
}
