import { base64url } from "../../domain/random.ts";
import type { JsonDocument } from "./codec.ts";
import type { Committer } from "./committer.ts";
import type { Documents } from "./documents.ts";

/** Keys of this installation, made when first asked for and the same until one is replaced. A document of their own, outside backups. */
export class Secrets {
  readonly #documents: Documents;
  readonly #document: Committer<JsonDocument<Record<string, string>>>;

  constructor(documents: Documents) {
    this.#documents = documents;
    this.#document = documents.secrets;
  }

  /** 32 bytes, the same in every process on one store. */
  secret(name: string): Promise<Uint8Array> {
    return this.#commit(name, (known) => known);
  }

  /** Another 32 bytes from now on. What the one before has signed or opened is signed and open no more. */
  replace(name: string): Promise<Uint8Array> {
    return this.#commit(name, () => undefined);
  }

  async #commit(name: string, keep: (known: string | undefined) => string | undefined): Promise<Uint8Array> {
    const text = await this.#document.commit({
      apply: (draft) => {
        const kept = keep(draft.value[name]);
        if (kept !== undefined) return { result: kept, wrote: false };
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
