import type { ApiClient } from "../../../http/api-client.ts";
import type { Answer, ValueOf } from "../../../http/client.ts";
import { createFormat, type Format } from "../../shared/format.ts";

export type ApiToken = ValueOf<"listApiTokens">["items"][number];
export type Calendar = ValueOf<"listCalendars">["items"][number];
export type Webhook = ValueOf<"listWebhooks">["items"][number];
export type Delivery = ValueOf<"listDeliveries">["items"][number];
export type Attempt = NonNullable<Delivery["last"]>;

export type IntegrationsApi = Pick<
  ApiClient,
  | "getSettings"
  | "listApiTokens"
  | "createApiToken"
  | "revokeApiToken"
  | "listCalendars"
  | "createCalendar"
  | "revokeCalendar"
  | "listWebhooks"
  | "createWebhook"
  | "changeWebhook"
  | "removeWebhook"
  | "testWebhook"
  | "rotateWebhook"
  | "enableWebhook"
  | "listDeliveries"
  | "retryDelivery"
>;

/** What the page shows. Each list is replaced by what the server answered to a change of it. */
export interface Integrations {
  tokens: ApiToken[];
  calendars: Calendar[];
  webhooks: Webhook[];
  /** The active crews. */
  crews: { id: string; name: string }[];
  format: Format;
}

/** Loads everything of the page together. */
export const loadIntegrations = async (api: IntegrationsApi): Promise<Answer<Integrations>> => {
  const [settings, tokens, calendars, webhooks] = await Promise.all([
    api.getSettings(),
    api.listApiTokens(),
    api.listCalendars(),
    api.listWebhooks(),
  ]);
  if (!settings.ok) return settings;
  if (!tokens.ok) return tokens;
  if (!calendars.ok) return calendars;
  if (!webhooks.ok) return webhooks;
  const { locale, time_zone: zone } = settings.value.business;
  return {
    ok: true,
    replayed: false,
    value: {
      tokens: tokens.value.items,
      calendars: calendars.value.items,
      webhooks: webhooks.value.items,
      crews: settings.value.crews.filter(({ active }) => active),
      format: createFormat(locale, zone),
    },
  };
};
