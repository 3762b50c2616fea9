import type { CatalogStore } from "../catalog-store.ts";
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

  async read(version: string): Promise<unknown> {
    return (await this.#documents.readNote(keys.catalog(version)))?.value ?? null;
  }
}
