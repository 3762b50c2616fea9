import { readFileSync } from "node:fs";
import type { EdgeKind, RoutingTable, PageName } from "./edge-code.ts";
import type { EdgeEvent, EdgeFields, EdgeRequest, EdgeResponse } from "./event.ts";

/** One event and its expected outcome, valid for any live release. A deploy tests new logic with these. */
export interface Fixture {
  name: string;
  expect:
    | { page: PageName }
    | { fixed: string }
    | { path: string }
    | { pass: true }
    | { redirect: string }
    | { status: number };
  event: EdgeEvent;
}

/** What a viewer can observe: the path and query that go on to the cache, or the response. */
export type Outcome = { uri: string; querystring: EdgeFields } | { status: number; location: string | null };

export const readFixtures = (kind: EdgeKind): Fixture[] =>
  JSON.parse(readFileSync(new URL(`fixtures/${kind}.json`, import.meta.url), "utf8"));

export const expectedOutcome = ({ expect, event }: Fixture, table: RoutingTable): Outcome => {
  const onward = (uri: string): Outcome => ({ uri, querystring: event.request.querystring });
  if ("page" in expect) return onward(table.pages[expect.page] ?? `/${expect.page}.html`);
  if ("path" in expect) return onward(expect.path);
  if ("pass" in expect) return onward(event.request.uri);
  if ("redirect" in expect) return { status: 302, location: expect.redirect };
  if ("status" in expect) return { status: expect.status, location: null };
  const path = table.fixed[expect.fixed];
  return path === undefined ? { status: 404, location: null } : onward(path);
};

export const outcomeOf = (result: EdgeRequest | EdgeResponse): Outcome =>
  "statusCode" in result
    ? { status: result.statusCode, location: result.headers["location"]?.value ?? null }
    : { uri: result.uri, querystring: result.querystring };
