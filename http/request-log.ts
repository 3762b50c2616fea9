import type { Context, MiddlewareHandler } from "hono";
import { matchedRoutes } from "hono/route";
import { instantOf } from "../domain/clock.ts";
import { freshId } from "../domain/random.ts";
import type { HttpEnv, Principal } from "./route.ts";
import type { Services } from "./services.ts";

/** One line of the request log. It never holds a name, phone, street, token, query or body. */
export interface LogRecord {
  at: string;
  request_id: string;
  method: string;
  /** The pattern of the matched route, never the path; "-" if no route matches. */
  route: string;
  status: number;
  ms: number;
  role: string | null;
  code: string | null;
}

/** Called when a request begins. Returns the function to call when it ends. */
export type Watch = (route: string, requestId: string) => () => void;

/** The outermost middleware: gives a request its id, sets the headers of every response and writes the log line. */
export const logRequests =
  ({ clock, random }: Services, log: (record: LogRecord) => void, watch: Watch): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const requestId = freshId(random);
    const started = clock.now();
    c.set("requestId", requestId);
    c.set("principal", c.env.principal ?? null);
    c.set("code", null);
    const route = patternOf(c);
    // Set before the handlers run. A header that is set on a finished response copies the whole response.
    c.header("X-Request-Id", requestId);
    c.header("Cache-Control", "private, no-store");
    c.header("X-Content-Type-Options", "nosniff");
    const end = watch(route, requestId);
    try {
      await next();
    } finally {
      end();
    }
    log({
      at: instantOf(started),
      request_id: requestId,
      method: c.req.method,
      route,
      status: c.res.status,
      ms: clock.now() - started,
      role: roleOf(c.get("principal")),
      code: c.get("code"),
    });
  };

const roleOf = (principal: Principal | null): string | null =>
  principal?.token === undefined ? (principal?.role ?? null) : "api";

/** The matched route as the API document writes it: `/api/v1/jobs/{id}`. Middleware for every path does not count. */
const patternOf = (c: Context<HttpEnv>): string => {
  const route = matchedRoutes(c).find(({ path }) => !path.includes("*"));
  return route?.path.replaceAll(/:(\w+)/g, "{$1}") ?? "-";
};
