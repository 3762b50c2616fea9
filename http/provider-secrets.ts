import type { z } from "@hono/zod-openapi";
import { DomainError, invalid, type FieldError } from "../domain/domain-error.ts";
import type { Provider, ProviderSecretStore } from "../store/provider-secrets.ts";
import type { providerSecretInput } from "./schema/message-settings.ts";

/** Reads the provider that a path names. Throws `not_found` for any other text. */
export const readProvider = (text: string): Provider => {
  if (text === "smtp" || text === "twilio") return text;
  throw new DomainError("not_found", "There is no provider with this name. Use smtp or twilio.");
};

type Input = z.output<typeof providerSecretInput>;

/** Stores the secrets of one provider. Throws `invalid` if one is missing or belongs to another provider. */
export const storeSecrets = async (provider: Provider, input: Input, store: ProviderSecretStore): Promise<void> => {
  const { url, auth_token, api_key, api_secret } = input;
  if (provider === "smtp") {
    assertOnly(input, ["url"]);
    if (url === undefined) throw invalid(required("url"));
    return await store.set("smtp", { url });
  }
  assertOnly(input, ["auth_token", "api_key", "api_secret"]);
  if (auth_token === undefined) throw invalid(required("auth_token"));
  if ((api_key === undefined) !== (api_secret === undefined))
    throw invalid(required(api_key === undefined ? "api_key" : "api_secret"));
  const key = api_key === undefined || api_secret === undefined ? {} : { api_key, api_secret };
  await store.set("twilio", { auth_token, ...key });
};

const assertOnly = (input: Input, names: (keyof Input)[]): void => {
  const known = new Set<string>(names);
  const others = Object.entries(input).filter(([name, value]) => value !== undefined && !known.has(name));
  if (others.length > 0)
    throw invalid(
      ...others.map(([name]) => ({
        field: `/${name}`,
        code: "wrong_provider",
        message: `This provider has no \`${name}\`.`,
      })),
    );
};

const required = (name: string): FieldError => ({ field: `/${name}`, code: "required", message: "Required." });
