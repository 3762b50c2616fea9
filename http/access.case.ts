/**
 * Who may make which call on what: one table, role × route × object, and nothing about it anywhere else. A route that
 * is not in it fails `access.test.ts`. Everybody signs in as people do, with a session.
 *
 * `jobs` are three of one day: of crew 1, of crew 2, and one that was crew 1's until just now. A crew asks for each as
 * crew 1 does. `user` and `crew` are there; `none` is an object that is not, and answers as what is not yours does.
 */
export type Asker = "nobody" | "token" | "owner" | "dispatcher" | "crew";
/** A refusal, or that whoever asks is let in: what happens then is the route's own. */
export type Cell = "in" | 401 | 403 | 404;
export interface AccessRow {
  nobody: Cell;
  /** Holds the tracking link of a job, and nothing else. */
  token: Cell;
  owner: Cell;
  dispatcher: Cell;
  /** On what is no particular job; on a job of theirs. */
  crew: Cell;
  /** On another crew's job, and on one that was theirs until it was given to another. */
  others?: Cell;
  /** On what is not there, for whoever is let in. */
  none?: Cell;
}

export const everybody: AccessRow = { nobody: "in", token: "in", owner: "in", dispatcher: "in", crew: "in" };
const byToken: AccessRow = { nobody: 401, token: "in", owner: 401, dispatcher: 401, crew: 401 };
const staff: AccessRow = { nobody: 401, token: 401, owner: "in", dispatcher: "in", crew: 403 };
const owners: AccessRow = { nobody: 401, token: 401, owner: "in", dispatcher: 403, crew: 403 };
const signedIn: AccessRow = { nobody: 401, token: 401, owner: "in", dispatcher: "in", crew: "in" };
const crewsOwn: AccessRow = { ...signedIn, others: 404, none: 404 };

export const accessTable: Record<string, AccessRow> = {
  "GET /api/v1/catalog": everybody,
  "GET /api/v1/availability": everybody,
  "POST /api/v1/quotes": everybody,
  "POST /api/v1/bookings": everybody,
  "GET /api/v1/tracking": byToken,
  "POST /api/v1/tracking/ready": byToken,
  "POST /api/v1/tracking/cancel": byToken,
  "POST /api/v1/tracking/reschedule": byToken,
  "POST /api/v1/tracking/message": byToken,
  // What these are told depends on login and link alone, never on who is signed in.
  "POST /api/v1/session": { nobody: 401, token: 401, owner: 401, dispatcher: 401, crew: 401 },
  "GET /api/v1/session": everybody,
  "DELETE /api/v1/session": everybody,
  "POST /api/v1/setup": { nobody: 401, token: 401, owner: 401, dispatcher: 401, crew: 401 },
  "GET /api/v1/sessions": signedIn,
  "DELETE /api/v1/sessions/{id}": { ...signedIn, others: 404, none: 404 },
  "PUT /api/v1/session/password": signedIn,
  "GET /api/v1/jobs": staff,
  "POST /api/v1/jobs": staff,
  "GET /api/v1/jobs/{id}": crewsOwn,
  "PATCH /api/v1/jobs/{id}": { ...staff, others: 403, none: 404 },
  "POST /api/v1/jobs/{id}/status": crewsOwn,
  "POST /api/v1/jobs/{id}/visits/{visit_id}/state": crewsOwn,
  "POST /api/v1/jobs/{id}/undo": { ...staff, others: 403, none: 404 },
  "POST /api/v1/jobs/{id}/link": { ...staff, others: 403, none: 404 },
  "GET /api/v1/board": signedIn,
  "GET /api/v1/settings": staff,
  "PUT /api/v1/settings": owners,
  "GET /api/v1/crews": staff,
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
  "GET /api/v1/activity": owners,
};
