import { base64url } from "../../domain/random.ts";
import type { JsonDocument } from "./codec.ts";
import type { Committer } from "./committer.ts";
import type { Documents } from "./documents.ts";

/** Keys of this installation, made when first asked for and never changed. A document of their own, outside backups. */
export class Secrets {
  readonly #documents: Documents;
  readonly #document: Committer<JsonDocument<Record<string, string>>>;

  constructor(documents: Documents) {
    this.#documents = documents;
    this.#document = documents.secrets;
  }

  /** 32 bytes, the same in every process on one store. */
  async secret(name: string): Promise<Uint8Array> {
    const text = await this.#document.commit({
      apply: (draft) => {
        const known = draft.value[name];
        if (known !== undefined) return { result: known, wrote: false };
        const made = base64url(this.#documents.medium.random.bytes(32));
        draft.value = { ...draft.value, [name]: made };
        return { result: made, wrote: true };
      },
    });
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
      character.charCodeAt(0),
    );
  }
}
