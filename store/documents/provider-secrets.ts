import type { Version } from "../port/object-store.ts";
import type { Provider, ProviderSecrets, ProviderSecretStore } from "../provider-secrets.ts";
import { documentKeys } from "./document-keys.ts";
import type { JsonObjects } from "./json-objects.ts";

/** The secrets of providers, in one object that no backup contains. */
export class ProviderSecretObject implements ProviderSecretStore {
  readonly #objects: JsonObjects;
  /** What this process read last, because a drain asks for it each time. */
  #known: { version: Version; secrets: ProviderSecrets } | null = null;

  constructor(objects: JsonObjects) {
    this.#objects = objects;
  }

  async read(): Promise<ProviderSecrets> {
    const known = this.#known;
    const got = await this.#objects.readVersion<ProviderSecrets>(documentKeys.providerSecrets, known?.version ?? null);
    if (got === "same") return known?.secrets ?? {};
    const secrets = got.value ?? {};
    this.#known = got.version === null ? null : { version: got.version, secrets };
    return secrets;
  }

  async set<Name extends Provider>(name: Name, secrets: ProviderSecrets[Name] | null): Promise<void> {
    await this.#objects.change<ProviderSecrets, null>(documentKeys.providerSecrets, (before) => {
      const { [name]: _before, ...rest } = before ?? {};
      return { value: secrets === null ? rest : { ...rest, [name]: secrets }, result: null };
    });
  }
}
