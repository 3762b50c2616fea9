import { body, json } from "../../description.ts";
import { recordAudit } from "../../audit.ts";
import { readProvider, storeSecrets } from "../../provider-secrets.ts";
import { defineRoute } from "../../route.ts";
import { providerSecretInput, secretParams, secretStates } from "../../schema/message-settings.ts";

export const putProviderSecrets = defineRoute(
  "putProviderSecrets",
  { roles: ["owner"], scope: null },
  {
    summary: "Set the secrets of a provider",
    description: "`smtp` takes `url`. `twilio` takes `auth_token`, and `api_key` with `api_secret` if calls use a key.",
    request: { params: secretParams, body: body(providerSecretInput) },
    responses: { 200: json(secretStates, "What is set now") },
  },
  (services) => async (c) => {
    const { messageSettings, providerSecrets, channels } = services;
    const provider = readProvider(c.req.valid("param").provider);
    await storeSecrets(provider, c.req.valid("json"), providerSecrets);
    // An owner who connects an account wants to send from here. A copy still waits until its owner says so.
    if ((await messageSettings.read()).live_for === null) await channels.goLive();
    await recordAudit(services, c, { what: "settings_changed", fields: [`messages.${provider}`] });
    const { smtp, twilio } = await channels.accounts();
    return c.json({ smtp, twilio }, 200);
  },
);
