import type { Scope } from "../domain/access/scope.ts";

/**
 * The access table: the result of each call for each kind of caller and object. `access.test.ts` fails for a route
 * without a row. Every role signs in with a session, as people do. There are three jobs on one day: one of crew 1, one
 * of crew 2, and one that was just moved from crew 1 to crew 2. Crew 1 asks for each. `none` is an object that does
 * not exist, and gives the same response as one that the caller may not see.
 */
export type Asker = "nobody" | "token" | "owner" | "dispatcher" | "crew";
/** The status of a refusal, or `in` if the caller has access. With access, the route decides the result. */
export type Cell = "in" | 401 | 403 | 404;
export interface AccessRow {
  nobody: Cell;
  /** Has only the tracking link of a job. */
  token: Cell;
  owner: Cell;
  dispatcher: Cell;
  /** On an object that belongs to no crew, or on a job of the caller's crew. */
  crew: Cell;
  /** On a job of another crew, and on one that was moved to another crew. */
  others?: Cell;
  /** On an object that does not exist, for a caller with access. */
  none?: Cell;
  /** The scope that lets an API token in. Without one, no API token may make the call. */
  scope?: Scope;
}

export const everybody: AccessRow = { nobody: "in", token: "in", owner: "in", dispatcher: "in", crew: "in" };
const byToken: AccessRow = { nobody: 401, token: "in", owner: 401, dispatcher: 401, crew: 401 };
const byVendor: AccessRow = { nobody: 403, token: 403, owner: 403, dispatcher: 403, crew: 403 };
const staff: AccessRow = { nobody: 401, token: 401, owner: "in", dispatcher: "in", crew: 403 };
const owners: AccessRow = { nobody: 401, token: 401, owner: "in", dispatcher: 403, crew: 403 };
const signedIn: AccessRow = { nobody: 401, token: 401, owner: "in", dispatcher: "in", crew: "in" };
const crewsOwn: AccessRow = { ...signedIn, others: 404, none: 404 };

export const accessTable: Record<string, AccessRow> = {
  "GET /api/v1/catalog": everybody,
  "GET /api/v1/area": everybody,
  "GET /api/v1/availability": everybody,
  "POST /api/v1/quotes": everybody,
  "POST /api/v1/bookings": everybody,
  "GET /api/v1/tracking": byToken,
  "POST /api/v1/tracking/ready": byToken,
  "POST /api/v1/tracking/cancel": byToken,
  "POST /api/v1/tracking/reschedule": byToken,
  "POST /api/v1/tracking/message": byToken,
  "POST /api/v1/tracking/price": byToken,
  "POST /api/v1/tracking/quote": byToken,
  "POST /api/v1/tracking/extend": byToken,
  "POST /api/v1/tracking/swap": byToken,
  // A vendor signs these. No session and no token opens them.
  // The token of a link alone decides, and these ask with one that no email has.
  "GET /api/v1/unsubscribe/{token}": { nobody: 404, token: 404, owner: 404, dispatcher: 404, crew: 404 },
  "POST /api/v1/unsubscribe/{token}": { nobody: 404, token: 404, owner: 404, dispatcher: 404, crew: 404 },
  "POST /api/v1/links": everybody,
  "POST /api/v1/hooks/twilio/message": byVendor,
  "POST /api/v1/hooks/twilio/status": byVendor,
  // These depend only on the login or the link, not on the session.
  "POST /api/v1/session": { nobody: 401, token: 401, owner: 401, dispatcher: 401, crew: 401 },
  "GET /api/v1/session": everybody,
  "DELETE /api/v1/session": everybody,
  "POST /api/v1/setup": { nobody: 401, token: 401, owner: 401, dispatcher: 401, crew: 401 },
  "GET /api/v1/sessions": signedIn,
  "DELETE /api/v1/sessions/{id}": { ...signedIn, others: 404, none: 404 },
  "PUT /api/v1/session/password": signedIn,
  "GET /api/v1/jobs": { ...staff, scope: "jobs:read" },
  "POST /api/v1/jobs": { ...staff, scope: "jobs:write" },
  "GET /api/v1/jobs/{id}": { ...crewsOwn, scope: "jobs:read" },
  "PATCH /api/v1/jobs/{id}": { ...staff, others: 403, none: 404, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/status": { ...crewsOwn, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/visits": { ...staff, others: 403, none: 404, scope: "jobs:write" },
  "PATCH /api/v1/jobs/{id}/visits/{visit_id}": { ...staff, others: 403, none: 404, scope: "jobs:write" },
  "DELETE /api/v1/jobs/{id}/visits/{visit_id}": { ...staff, others: 403, none: 404, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/visits/{visit_id}/arrival": { ...crewsOwn, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/visits/{visit_id}/weight": { ...crewsOwn, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/visits/{visit_id}/state": { ...crewsOwn, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/extend": { ...staff, others: 403, none: 404, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/undo": { ...staff, others: 403, none: 404, scope: "jobs:write" },
  // The owner lets crews set prices.
  "POST /api/v1/jobs/{id}/price": { ...crewsOwn, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/overage": { ...staff, others: 403, none: 404, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/quote": { ...staff, others: 403, none: 404, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/approve": { ...staff, others: 403, none: 404, scope: "jobs:write" },
  "POST /api/v1/jobs/{id}/forget": owners,
  "POST /api/v1/customers/{id}/forget": owners,
  "POST /api/v1/jobs/{id}/link": { ...staff, others: 403, none: 404 },
  "GET /api/v1/customers": { ...staff, scope: "customers:read" },
  "POST /api/v1/customers": staff,
  "GET /api/v1/customers/match": { ...staff, scope: "customers:read" },
  "GET /api/v1/customers/{id}": { ...staff, others: 403, none: 404, scope: "customers:read" },
  "PATCH /api/v1/customers/{id}": { ...staff, others: 403, none: 404 },
  "POST /api/v1/customers/{id}/merge": { ...staff, others: 403, none: 404 },
  "POST /api/v1/customers/{id}/unmerge": { ...staff, others: 403, none: 404 },
  "POST /api/v1/customers/{id}/distinct": { ...staff, others: 403, none: 404 },
  "GET /api/v1/inbox": { ...staff, scope: "messages:read" },
  "GET /api/v1/inbox/summary": { ...staff, scope: "messages:read" },
  "GET /api/v1/conversations/{id}": { ...staff, scope: "messages:read", none: 404 },
  "PATCH /api/v1/conversations/{id}": { ...staff, scope: "messages:write", none: 404 },
  "POST /api/v1/conversations/{id}/messages": { ...staff, scope: "messages:write", none: 404 },
  "GET /api/v1/jobs/{id}/messages": { ...staff, scope: "messages:read", others: 403, none: 404 },
  "POST /api/v1/jobs/{id}/messages": { ...staff, scope: "messages:write", others: 403, none: 404 },
  "GET /api/v1/messages": { ...staff, scope: "messages:read" },
  "POST /api/v1/messages/preview": { ...staff, scope: "messages:read" },
  "POST /api/v1/messages/{id}/send-again": { ...staff, scope: "messages:write", none: 404 },
  "POST /api/v1/messages/{id}/dismiss": { ...staff, scope: "messages:write", none: 404 },
  "GET /api/v1/board": { ...signedIn, scope: "board:read" },
  "GET /api/v1/settings": { ...staff, scope: "settings:read" },
  "PUT /api/v1/settings": owners,
  "GET /api/v1/crews": { ...staff, scope: "settings:read" },
  "POST /api/v1/crews": owners,
  "PATCH /api/v1/crews/{id}": { ...owners, none: 404 },
  "DELETE /api/v1/crews/{id}": { ...owners, none: 404 },
  "GET /api/v1/users": staff,
  "POST /api/v1/users": owners,
  "PATCH /api/v1/users/{id}": { ...owners, none: 404 },
  "DELETE /api/v1/users/{id}": { ...owners, none: 404 },
  "PUT /api/v1/days/{day}/capacity": staff,
  "POST /api/v1/sample-day": owners,
  "DELETE /api/v1/sample-day": owners,
  "GET /api/v1/equipment": { ...staff, scope: "board:read" },
  "GET /api/v1/equipment/calendar": { ...staff, scope: "board:read" },
  "POST /api/v1/equipment/types": owners,
  "PATCH /api/v1/equipment/types/{id}": { ...owners, none: 404 },
  "DELETE /api/v1/equipment/types/{id}": { ...owners, none: 404 },
  "POST /api/v1/equipment/types/{id}/units": { ...staff, none: 404 },
  "PATCH /api/v1/equipment/units/{unit}": { ...staff, none: 404 },
  "GET /api/v1/events": { ...owners, scope: "events:read" },
  "GET /api/v1/webhooks": owners,
  "POST /api/v1/webhooks": owners,
  "PATCH /api/v1/webhooks/{id}": { ...owners, none: 404 },
  "DELETE /api/v1/webhooks/{id}": { ...owners, none: 404 },
  "POST /api/v1/webhooks/{id}/test": { ...owners, none: 404 },
  "POST /api/v1/webhooks/{id}/rotate": { ...owners, none: 404 },
  "POST /api/v1/webhooks/{id}/enable": { ...owners, none: 404 },
  "GET /api/v1/webhooks/{id}/deliveries": { ...owners, none: 404 },
  "POST /api/v1/webhooks/{id}/retry": { ...owners, none: 404 },
  "GET /api/v1/calendars": owners,
  "POST /api/v1/calendars": owners,
  "DELETE /api/v1/calendars/{id}": { ...owners, none: 404 },
  // It depends only on the secret.
  "GET /api/v1/calendar/{secret}.ics": { nobody: 404, token: 404, owner: 404, dispatcher: 404, crew: 404 },
  "GET /api/v1/api-tokens": owners,
  "POST /api/v1/api-tokens": owners,
  "DELETE /api/v1/api-tokens/{id}": { ...owners, none: 404 },
  "GET /api/v1/activity": owners,
  "GET /api/v1/message-settings": { ...staff, scope: "settings:read" },
  "PUT /api/v1/message-settings": owners,
  "POST /api/v1/message-settings/test": owners,
  "GET /api/v1/message-settings/health": { ...staff, scope: "settings:read" },
  "POST /api/v1/message-settings/resume": owners,
  "GET /api/v1/settings/secrets": owners,
  "PUT /api/v1/settings/secrets/{provider}": owners,
  "DELETE /api/v1/settings/secrets/{provider}": owners,
  "GET /api/v1/message-templates": owners,
  "POST /api/v1/message-templates/preview": staff,
  "PUT /api/v1/message-templates/{event}/{channel}/{language}": owners,
  "DELETE /api/v1/message-templates/{event}/{channel}/{language}": owners,
};
