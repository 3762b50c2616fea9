import type { Instant } from "../clock.ts";
import { DomainError } from "../domain-error.ts";
import type { Scope } from "./scope.ts";

/** Who may read or change records without signing in: one document, changed under compare-and-swap. */
export interface Access {
  tokens: ApiToken[];
  calendars: CalendarFeed[];
}

/** A secret that a program sends with its calls. Only its hash is stored. */
export interface ApiToken {
  /** Part of the token, so that a person can tell which one a program has. */
  id: string;
  name: string;
  scopes: Scope[];
  /** The hash of the whole token. */
  hash: string;
  created_at: Instant;
  /** The name of the owner who made it. */
  created_by: string;
  /** Null: it works until it is revoked. */
  expires_at: Instant | null;
}

/** An address that a calendar program reads. Who knows its secret sees the visits, so only its hash is stored. */
export interface CalendarFeed {
  id: string;
  name: string;
  /** Null: the visits of all crews. */
  crew: string | null;
  details: CalendarDetails;
  hash: string;
  created_at: Instant;
  created_by: string;
}

/** `minimal`: kind, service and street. `full` adds the rest of the address, name, phone and notes. */
export const calendarDetails = ["minimal", "full"] as const;
export type CalendarDetails = (typeof calendarDetails)[number];

export const noAccess: Access = { tokens: [], calendars: [] };

export const mostTokens = 50;
const mostCalendars = 50;

/** Adds a token. Throws `too_many` if there are 50, expired ones included. */
export const addToken = (access: Access, token: ApiToken): Access => {
  if (access.tokens.length >= mostTokens) throw tooMany("api_tokens", mostTokens, "API tokens");
  return { ...access, tokens: [...access.tokens, token] };
};

/** Removes a token, so that it stops working. Throws `not_found` if it does not exist. */
export const revokeToken = (access: Access, id: string): Access => {
  tokenById(access, id);
  return { ...access, tokens: access.tokens.filter((token) => token.id !== id) };
};

export const tokenById = ({ tokens }: Access, id: string): ApiToken => {
  const token = tokens.find((one) => one.id === id);
  if (token === undefined) throw new DomainError("not_found", "API token not found. It may have been revoked already.");
  return token;
};

export const isExpired = ({ expires_at }: ApiToken, now: Instant): boolean => expires_at !== null && expires_at <= now;

/** Adds a calendar. Throws `too_many` if there are 50. */
export const addCalendar = (access: Access, calendar: CalendarFeed): Access => {
  if (access.calendars.length >= mostCalendars) throw tooMany("calendars", mostCalendars, "calendars");
  return { ...access, calendars: [...access.calendars, calendar] };
};

export const revokeCalendar = (access: Access, id: string): Access => {
  calendarById(access, id);
  return { ...access, calendars: access.calendars.filter((calendar) => calendar.id !== id) };
};

export const calendarById = ({ calendars }: Access, id: string): CalendarFeed => {
  const calendar = calendars.find((one) => one.id === id);
  if (calendar === undefined)
    throw new DomainError("not_found", "Calendar not found. It may have been revoked already.");
  return calendar;
};

const tooMany = (what: string, max: number, words: string): DomainError =>
  new DomainError("too_many", `There can be at most ${max} ${words}. Remove one that is not used any more.`, {
    facts: { what, max },
  });
