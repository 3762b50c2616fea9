import type { UnreadableDocument } from "./job-store.ts";

/**
 * Catalogs as customers saw them, by version: each is kept once, never changed and never removed, since jobs name it.
 * There is nothing of a customer in one. Throws `StoreUnavailable` as the JobStore does.
 */
export interface CatalogStore {
  /** Durable before it resolves. Kept again it changes nothing, and costs nothing in this process. */
  keep(version: string, catalog: object): Promise<void>;
  /** As it was kept; null where none was. Throws `UnreadableDocument`. */
  read(version: string): Promise<object | null>;
  /**
   * Every one, ascending by version, one in memory at a time. What cannot be read is told to `unreadable` and left out;
   * without it, `UnreadableDocument` is thrown.
   */
  all(options?: { unreadable?: (error: UnreadableDocument) => void }): AsyncIterable<KeptCatalog>;
}

export interface KeptCatalog {
  version: string;
  catalog: object;
}
