import type { Answer } from "../../../http/client.ts";
import type { Messages, MessagesApi } from "./messages-api.ts";

/** Loads everything of the page together. */
export const loadMessages = async (api: MessagesApi): Promise<Answer<Messages>> => {
  const [settings, templates, health, secrets, business] = await Promise.all([
    api.getMessageSettings(),
    api.listMessageTemplates(),
    api.getMessageHealth(),
    api.getProviderSecrets(),
    api.getSettings(),
  ]);
  if (!settings.ok) return settings;
  if (!templates.ok) return templates;
  if (!health.ok) return health;
  if (!secrets.ok) return secrets;
  if (!business.ok) return business;
  return {
    ok: true,
    replayed: false,
    value: {
      settings: settings.value,
      templates: templates.value.items,
      health: health.value,
      secrets: secrets.value,
      businessName: business.value.business.name,
    },
  };
};
