import type { CatalogStore, KeptCatalog } from "../catalog-store.ts";
import { UnreadableDocument } from "../job-store.ts";
import { documentKeys } from "./document-keys.ts";
import type { JsonObjects } from "./json-objects.ts";

/** One object for each catalog, stored once. */
export class Catalogs implements CatalogStore {
  readonly #objects: JsonObjects;
  /** The versions that this process knows to be stored: at most as many as there were settings since it began. */
  readonly #kept = new Set<string>();

  constructor(objects: JsonObjects) {
    this.#objects = objects;
  }

  async keep(version: string, catalog: object): Promise<void> {
    if (this.#kept.has(version)) return;
    await this.#objects.putOnce(documentKeys.catalog(version), catalog);
    this.#kept.add(version);
  }

  async read(version: string): Promise<object | null> {
    return await this.#objects.readOnce(documentKeys.catalog(version));
  }

  async *all({ unreadable }: { unreadable?: (error: UnreadableDocument) => void } = {}): AsyncGenerator<KeptCatalog> {
    for await (const key of this.#objects.keysUnder(documentKeys.catalogs)) {
      const version = key.slice(documentKeys.catalogs.length);
      try {
        const catalog = await this.read(version);
        if (catalog !== null) yield { version, catalog };
      } catch (error) {
        if (!(error instanceof UnreadableDocument) || unreadable === undefined) throw error;
        unreadable(error);
      }
    }
  }
}
