import { json } from "../../description.ts";
import { recordAudit } from "../../audit.ts";
import { readProvider } from "../../provider-secrets.ts";
import { defineRoute } from "../../route.ts";
import { secretParams, secretStates } from "../../schema/message-settings.ts";

export const removeProviderSecrets = defineRoute(
  "removeProviderSecrets",
  { roles: ["owner"], scope: null },
  {
    summary: "Remove the secrets of a provider",
    description: "Secrets of the environment stay in force.",
    request: { params: secretParams },
    responses: { 200: json(secretStates, "What is set now") },
  },
  (services) => async (c) => {
    const provider = readProvider(c.req.valid("param").provider);
    await services.providerSecrets.set(provider, null);
    await recordAudit(services, c, { what: "settings_changed", fields: [`messages.${provider}`] });
    const { smtp, twilio } = await services.channels.accounts();
    return c.json({ smtp, twilio }, 200);
  },
);
