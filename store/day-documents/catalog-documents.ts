import type { CatalogStore, KeptCatalog } from "../catalog-store.ts";
import { UnreadableDocument } from "../job-store.ts";
import { keys } from "../keys.ts";
import type { Documents } from "./documents.ts";

/** One small note a catalog. */
export class CatalogDocuments implements CatalogStore {
  readonly #documents: Documents;
  /** What this process knows to be there: as many as there were settings since it began. */
  readonly #kept = new Set<string>();

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  async keep(version: string, catalog: object): Promise<void> {
    if (this.#kept.has(version)) return;
    await this.#documents.note(keys.catalog(version), catalog);
    this.#kept.add(version);
  }

  async read(version: string): Promise<object | null> {
    return await this.#documents.catalog(version).read();
  }

  async *all({ unreadable }: { unreadable?: (error: UnreadableDocument) => void } = {}): AsyncGenerator<KeptCatalog> {
    for await (const key of this.#documents.keysUnder(keys.catalogs)) {
      const version = keys.catalogOf(key);
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
