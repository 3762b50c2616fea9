import type { Access, ApiToken, CalendarFeed } from "../domain/access/access.ts";
import { withoutUndefined } from "../domain/field-table.ts";
import type { Webhook, Webhooks } from "../domain/webhook/webhook.ts";

// What an archive has of the records that let programs in or call them. Writing and reading an archive both use these
// functions, so a field that they do not name reaches no file and no store.

/** Tokens and calendars are hashes, so a copy accepts the same ones and no file can show them. */
export const archivedAccess = ({ tokens = [], calendars = [] }: Partial<Access>): Access =>
  withoutUndefined<Access>({ tokens: tokens.map(archivedToken), calendars: calendars.map(archivedCalendar) });

const archivedToken = (token: ApiToken): ApiToken =>
  withoutUndefined<ApiToken>({
    id: token.id,
    name: token.name,
    scopes: [...token.scopes],
    hash: token.hash,
    created_at: token.created_at,
    created_by: token.created_by,
    expires_at: token.expires_at,
  });

const archivedCalendar = (calendar: CalendarFeed): CalendarFeed =>
  withoutUndefined<CalendarFeed>({
    id: calendar.id,
    name: calendar.name,
    crew: calendar.crew,
    details: calendar.details,
    hash: calendar.hash,
    created_at: calendar.created_at,
    created_by: calendar.created_by,
  });

/** What waits for an endpoint and the secret that signs for it stay behind. Without the secret nothing is called. */
export const archivedWebhooks = ({ endpoints = [] }: Partial<Webhooks>): Webhooks =>
  withoutUndefined<Webhooks>({ endpoints: endpoints.map(archivedWebhook) });

const archivedWebhook = (webhook: Webhook): Webhook =>
  withoutUndefined<Webhook>({
    id: webhook.id,
    url: webhook.url,
    description: webhook.description,
    types: [...webhook.types],
    scopes: [...webhook.scopes],
    created_at: webhook.created_at,
    created_by: webhook.created_by,
    disabled: webhook.disabled && { at: webhook.disabled.at, why: webhook.disabled.why },
  });
