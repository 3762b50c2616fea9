/** The secrets of the business's own accounts. No backup, log, problem or answer has them. */
export interface ProviderSecrets {
  smtp?: { /** `smtps://user:password@host:465`, or `smtp://…:587`. */ url: string };
  twilio?: { auth_token: string; api_key?: string; api_secret?: string };
}

export type Provider = keyof ProviderSecrets;

/** Keeps the secrets in the private store. Throws `StoreUnavailable` and `OutcomeUnknown` as the JobStore does. */
export interface ProviderSecretStore {
  read(): Promise<ProviderSecrets>;
  /** Replaces the secrets of one provider; null removes them. */
  set<Name extends Provider>(name: Name, secrets: ProviderSecrets[Name] | null): Promise<void>;
}
