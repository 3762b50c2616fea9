import type { Adoption, Archive } from "../archive.ts";
import { documentKeys } from "./document-keys.ts";
import type { JsonObjects } from "./json-objects.ts";

/** The restore or migration into this store that has not finished. */
export class AdoptionRecord implements Pick<Archive, "readAdoption" | "writeAdoption"> {
  readonly #objects: JsonObjects;

  constructor(objects: JsonObjects) {
    this.#objects = objects;
  }

  async readAdoption(): Promise<Adoption | null> {
    return await this.#objects.read<Adoption>(documentKeys.adoption);
  }

  async writeAdoption(adoption: Adoption | null): Promise<void> {
    await this.#objects.change<Adoption, undefined>(documentKeys.adoption, (before) => {
      const isEqual = JSON.stringify(before) === JSON.stringify(adoption);
      return { value: isEqual ? before : adoption, result: undefined };
    });
  }
}
