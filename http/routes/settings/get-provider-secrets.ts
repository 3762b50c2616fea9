import { json } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { secretStates } from "../../schema/message-settings.ts";

export const getProviderSecrets = defineRoute(
  "getProviderSecrets",
  { roles: ["owner"], scope: null },
  {
    summary: "Say which secrets of providers are set",
    description: "No call returns a secret. One of the environment wins over one of the settings.",
    responses: { 200: json(secretStates, "What is set, and where") },
  },
  ({ channels }) =>
    async (c) => {
      const { smtp, twilio } = await channels.accounts();
      return c.json({ smtp, twilio }, 200);
    },
);
