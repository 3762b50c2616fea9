import { base64url, type Random } from "../../domain/random.ts";
import { documentKeys } from "./document-keys.ts";
import type { JsonObjects } from "./json-objects.ts";

/** The keys of this installation, in one object that no backup contains. Each is made when it is first asked for. */
export class Secrets {
  readonly #objects: JsonObjects;
  readonly #random: Random;

  constructor(objects: JsonObjects, random: Random) {
    this.#objects = objects;
    this.#random = random;
  }

  /** Returns 32 bytes, the same in every process on one store. */
  async secret(name: string): Promise<Uint8Array> {
    return await this.#change(name, (known) => known);
  }

  /** True if the secret was made. It makes none. */
  async has(name: string): Promise<boolean> {
    const made = await this.#objects.read<Record<string, string>>(documentKeys.secrets);
    return made?.[name] !== undefined;
  }

  /** Makes another 32 bytes. What the earlier ones signed is not valid any more. */
  async replace(name: string): Promise<Uint8Array> {
    return await this.#change(name, () => undefined);
  }

  async #change(name: string, keep: (known: string | undefined) => string | undefined): Promise<Uint8Array> {
    // Made here, because a decision runs again after a lost answer and must be the same.
    const made = base64url(this.#random.bytes(32));
    const text = await this.#objects.change<Record<string, string>, string>(documentKeys.secrets, (value) => {
      const kept = keep(value?.[name]);
      if (kept !== undefined) return { value, result: kept };
      return { value: { ...value, [name]: made }, result: made };
    });
    return new Uint8Array(Buffer.from(text, "base64url"));
  }
}
