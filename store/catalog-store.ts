/**
 * Catalogs as customers saw them, by version: each is kept once, never changed and never removed, since jobs name it.
 * There is nothing of a customer in one. Throws `StoreUnavailable` as the JobStore does.
 */
export interface CatalogStore {
  /** Durable before it resolves. Kept again it changes nothing, and costs nothing in this process. */
  keep(version: string, catalog: object): Promise<void>;
  /** As it was kept; null where none was. */
  read(version: string): Promise<unknown>;
}
