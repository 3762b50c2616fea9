import type { z } from "@hono/zod-openapi";
import { siteOperations, type Operation, type OperationTable } from "./operations.ts";
import { readProblem, type Problem } from "./problem.ts";
import type { RoutesByName } from "./routes.ts";

/**
 * The typed clients of the API. They derive from the route definitions: `operations.ts` gives each call its name,
 * method and path, and the route's schemas give the types of its input and its answer. No call is listed here, so a
 * route without a client call, or the reverse, does not compile. Only types come from the routes: no schema and no
 * route code reaches a page.
 */
export type Client<Name extends Operation> = { [N in Name]: CallOf<N> };

/** The client of the booking page and the tracking page. */
export const createPublicClient = (fetcher: typeof fetch): PublicClient => createClient(siteOperations, fetcher);

export type PublicClient = Client<keyof typeof siteOperations>;

/** What a call resolves to. It never throws: a missing network and an unreadable response are answers too. */
export type Answer<T> =
  | { ok: true; value: T; replayed: boolean; etag?: string | null }
  | { ok: false; problem: Problem }
  /** No response that this client understands: the network is down, or a proxy answered. */
  | { ok: false; problem: null };

export type { Problem };

/**
 * Every input is one flat object: the path and query parameters by name, and beside them `body`, `rev` (If-Match),
 * `key` (Idempotency-Key), `token` (the tracking link's) and `etag` (If-None-Match).
 */
interface Input {
  body?: unknown;
  rev?: number;
  key?: string;
  token?: string;
  etag?: string | null;
  [parameter: string]: unknown;
}

/** Makes a call for each operation of a table. */
export const createClient = <Table extends OperationTable>(
  operations: Table,
  fetcher: typeof fetch,
): Client<keyof Table & Operation> =>
  Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => [
      name,
      (input: Input = {}) => send(fetcher, operation, input),
    ]),
    // Each call takes and returns what its route declares; the server's tests hold every response to its schema.
  ) as unknown as Client<keyof Table & Operation>;

/** Longer than the server needs. On a weak signal a response can get lost, so the caller may then ask again. */
const timeoutMs = 15_000;

const send = async (
  fetcher: typeof fetch,
  [method, path]: OperationTable[string],
  { body, rev, key, token, etag, ...parameters }: Input,
): Promise<Answer<unknown>> => {
  try {
    const response = await fetcher(addressOf(path, parameters), {
      method: method.toUpperCase(),
      headers: present({
        "content-type": body && "application/json",
        "if-match": rev !== undefined && `"${rev}"`,
        "idempotency-key": key,
        authorization: token && `Bearer ${token}`,
        "if-none-match": etag,
      }),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: "no-store",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status, ok, headers } = response;
    const value: unknown = status === 304 ? "unchanged" : status === 204 ? null : await response.json();
    if (!ok && status !== 304) return { ok: false, problem: readProblem(value) };
    return { ok: true, value, replayed: headers.has("idempotency-replayed"), etag: headers.get("etag") };
  } catch {
    return { ok: false, problem: null }; // fetch throws without a network, and `json` for a body that is not JSON
  }
};

/** The path with its parameters filled in; the other parameters make the query. */
const addressOf = (path: string, parameters: Record<string, unknown>): string => {
  const query = present(parameters);
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = query[name] ?? "";
    delete query[name];
    return encodeURIComponent(value);
  });
  const search = String(new URLSearchParams(query));
  return (search && `${address}?${search}`) || address;
};

/** The entries that have a value, as text. Absent, null and empty ones are left out. */
const present = (entries: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value)) as Record<string, string>;

/** A call as its route declares it. */
type CallOf<Name extends Operation> = CallFor<RoutesByName[Name]["access"], RoutesByName[Name]["spec"]>;

type CallFor<Access, Spec> = Spec extends { responses: { 304: unknown } }
  ? ConditionalCall<InputOf<Access, Spec>, OutputOf<Spec>>
  : Call<InputOf<Access, Spec>, OutputOf<Spec>>;

type Call<Given, Value> = (...input: ArgumentsFor<Given>) => Promise<Answer<Value>>;

type ArgumentsFor<Given> = Partial<Given> extends Given ? [input?: Given] : [input: Given];

/** With the ETag of the version that the caller has, an unchanged one is answered as `unchanged`. */
interface ConditionalCall<Given, Value> {
  (input: Given & { etag: string | null }): Promise<Answer<Value | "unchanged">>;
  (...input: ArgumentsFor<Given & { etag?: never }>): Promise<Answer<Value>>;
}

type InputOf<Access, Spec> = Flat<
  ParametersOf<Spec, "params"> &
    Nullable<ParametersOf<Spec, "query">> &
    BodyOf<Spec> &
    HeadersOf<Spec> &
    (Access extends "tracking" ? { token: string } : unknown)
>;

type ParametersOf<Spec, Part extends "params" | "query"> = Spec extends {
  request: Record<Part, infer S extends z.ZodType>;
}
  ? z.input<S>
  : unknown;

/** A query parameter that may be left out may also be null. */
type Nullable<Query> = { [Name in keyof Query]: undefined extends Query[Name] ? Query[Name] | null : Query[Name] };

type BodyOf<Spec> = Spec extends { request: { body: infer Body } }
  ? Body extends { content: { "application/json": { schema: infer S extends z.ZodType } } }
    ? Body extends { required: true }
      ? { body: z.input<S> }
      : { body?: z.input<S> }
    : unknown
  : unknown;

/** If-Match is required of every call that takes it: the server refuses the call without it. */
type HeadersOf<Spec> = Spec extends { request: { headers: infer S extends z.ZodType } }
  ? ("if-match" extends keyof z.input<S> ? { rev: number } : unknown) &
      (z.input<S> extends { "idempotency-key": string }
        ? { key: string }
        : "idempotency-key" extends keyof z.input<S>
          ? { key?: string }
          : unknown)
  : unknown;

type OutputOf<Spec> = Spec extends { responses: { 200: infer Response } | { 201: infer Response } }
  ? Response extends { content: { "application/json": { schema: infer S extends z.ZodType } } }
    ? z.output<S>
    : null
  : null;

type Flat<T> = { [Key in keyof T]: T[Key] };

export type ValueOf<Name extends Operation> = OutputOf<RoutesByName[Name]["spec"]>;
export type BodyInput<Name extends Operation> =
  BodyOf<RoutesByName[Name]["spec"]> extends { body: infer Body } ? Body : never;

export type Catalog = ValueOf<"getCatalog">;
export type Availability = ValueOf<"getAvailability">;
export type Quote = ValueOf<"createQuote">;
export type BookingInput = BodyInput<"createBooking">;
export type Booked = ValueOf<"createBooking">;
export type TrackedJob = ValueOf<"getTracking">;
