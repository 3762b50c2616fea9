import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { instantOf } from "../domain/clock.ts";
import { freshId } from "../domain/random.ts";
import { DomainError } from "../domain/domain-error.ts";
import { OutcomeUnknown, StoreUnavailable, UnreadableDocument } from "../store/job-store.ts";
import { principalOf } from "./dispatch.ts";
import { health } from "./health.ts";
import { describeCalls, registerSecurity } from "./openapi.ts";
import { problems, type Problem } from "./problem.ts";
import { readBody } from "./read-body.ts";
import type { HttpEnv, Origin, Route } from "./route.ts";
import type { Services } from "./services.ts";
import { routes } from "./routes.ts";
import { assertSameOrigin, readSessionCookie } from "./session/cookie.ts";

/** One line of the log: this and nothing else. Never a name, phone, street, token, query or body. */
export interface LogRecord {
  at: string;
  request_id: string;
  method: string;
  /** The pattern, never the path. */
  route: string;
  status: number;
  ms: number;
  role: string | null;
  code: string | null;
}

/** Told of each request before anything else is done for it; returns what to call when it is answered. */
export type Watch = (route: string, requestId: string) => () => void;

export interface AppOptions {
  services: Services;
  /** Which calls are served: those of one place, or of both. */
  origins: Origin[];
  log: (record: LogRecord) => void;
  /** Told of faults of ours: what a person sees says nothing of them. */
  onFault: (error: unknown, requestId: string) => void;
  watch?: Watch;
}

/** The API, as a function from request to answer: the same one under Node, Lambda, the terminal and the tests. */
export const createApp = ({
  services,
  origins,
  log,
  onFault,
  watch = () => () => undefined,
}: AppOptions): OpenAPIHono<HttpEnv> => {
  const served = routes.filter(({ origin }) => origins.includes(origin));
  const app = new OpenAPIHono<HttpEnv>();

  app.use(async (c, next) => {
    const requestId = freshId(services.random);
    const started = services.clock.now();
    c.set("requestId", requestId);
    c.set("principal", c.env.principal ?? null);
    c.set("code", null);
    const route = patternOf(served, c.req.method, c.req.path);
    const answered = watch(route, requestId);
    try {
      await next();
    } finally {
      answered();
    }
    c.header("X-Request-Id", requestId);
    if (!c.res.headers.has("Cache-Control")) c.header("Cache-Control", "private, no-store");
    c.header("X-Content-Type-Options", "nosniff");
    log({
      at: instantOf(started),
      request_id: requestId,
      method: c.req.method,
      route,
      status: c.res.status,
      ms: services.clock.now() - started,
      role: c.get("principal")?.role ?? null,
      code: c.get("code"),
    });
  });

  const refuse = (error: unknown, c: Context<HttpEnv>): Response => {
    const refusal = asRefusal(error);
    // Trying again does not help there: somebody must be told which document it is.
    if (refusal === null || error instanceof UnreadableDocument) onFault(error, c.get("requestId"));
    const problem = problemOf(refusal, c.get("requestId"));
    c.set("code", problem.code);
    const headers: Record<string, string> = { "Content-Type": "application/problem+json" };
    if (typeof problem["retry_after_seconds"] === "number")
      headers["Retry-After"] = String(problem["retry_after_seconds"]);
    const current = problem["current"];
    if (typeof current === "object" && current !== null && "rev" in current)
      headers["ETag"] = `"${String(current.rev)}"`;
    const allowed = problem["allow"];
    if (typeof allowed === "string") headers["Allow"] = allowed;
    return c.body(JSON.stringify(problem), problem.status as ContentfulStatusCode, headers);
  };

  app.onError(refuse);

  app.notFound((c) => {
    const allow = methodsOf(served, c.req.path);
    // Returned, not thrown: what is thrown here passes by the middleware that sets headers and writes the log.
    return refuse(
      allow.length === 0
        ? new DomainError("not_found", "There is nothing here.")
        : new DomainError("method_not_allowed", `Use ${allow.join(" or ")} here.`, {
            facts: { allow: allow.join(", ") },
          }),
      c,
    );
  });

  // Who may ask is settled before a byte of the body is read.
  for (const route of served) {
    app.on(route.spec.method.toUpperCase(), honoPath(route), async (c, next) => {
      await admit(route, c, services);
      await next();
    });
  }
  app.use(
    "/api/*",
    bodyLimit({
      maxSize: 64 * 1024,
      onError: () => {
        throw new DomainError("too_large", "At most 64 KB.");
      },
    }),
  );
  for (const route of served) {
    app.on(route.spec.method.toUpperCase(), honoPath(route), async (c, next) => {
      await readBody(c, route);
      await next();
    });
  }

  for (const route of served) route.mount(app, services);
  app.get("/healthz", health(services));
  registerSecurity(app);
  app.get("/api/v1/openapi.json", (c) => c.json(describeCalls(app)));
  return app;
};

const admit = async ({ access, spec }: Route, c: Context<HttpEnv>, { sessions, urls }: Services): Promise<void> => {
  if (access === "public") return;
  if (access === "tracking") {
    if (!/^Bearer\s/i.test(c.req.header("authorization") ?? "")) {
      throw new DomainError("token_required", "Send the tracking token as a bearer token.");
    }
    return;
  }
  if (access === "same_origin") return assertSameOrigin(c, urls.dashboard);
  if (c.get("principal") === null) {
    const secret = readSessionCookie(c, urls.dashboard);
    const user = secret === undefined ? null : await sessions.find(secret);
    if (user === null) throw new DomainError("sign_in_required", "Sign in first.");
    c.set("principal", { role: user.role, name: user.name, crew: user.crew, user: user.id });
    if (spec.method !== "get") assertSameOrigin(c, urls.dashboard);
  }
  if (!access.includes(principalOf(c).role)) throw new DomainError("role_not_allowed", "Your role may not do this.");
};

const asRefusal = (error: unknown): DomainError | null => {
  if (error instanceof DomainError) return error;
  // What the framework refuses by itself, in our words.
  if (error instanceof HTTPException && error.status === 415)
    return new DomainError("json_required", "Send JSON, with content-type application/json.");
  if (error instanceof HTTPException && error.status === 400)
    return new DomainError("malformed_json", "That request cannot be read.");
  const retry = { facts: { retry_after_seconds: 2 } };
  if (error instanceof StoreUnavailable) {
    return new DomainError(
      "store_unavailable",
      "We cannot reach our records right now. Nothing was changed; try again.",
      retry,
    );
  }
  if (error instanceof OutcomeUnknown) {
    return new DomainError(
      "store_unavailable",
      "We could not confirm whether that was saved. Try again with the same Idempotency-Key: it is never done twice.",
      retry,
    );
  }
  if (error instanceof UnreadableDocument) {
    return new DomainError(
      "store_unavailable",
      "Some of our records cannot be read right now, these among them. Nothing was changed; it has been noted.",
    );
  }
  return null;
};

const problemOf = (refusal: DomainError | null, requestId: string): Problem => {
  const code = refusal?.code ?? "internal";
  return {
    type: `/problems/${code}`,
    ...problems[code],
    code,
    detail: refusal?.message ?? "Something went wrong on our side. It has been noted.",
    request_id: requestId,
    ...(refusal === null || refusal.fields.length === 0 ? {} : { errors: refusal.fields }),
    ...refusal?.facts,
  };
};

const honoPath = ({ spec }: Route): string => spec.path.replaceAll(/\{(\w+)\}/g, ":$1");

const matches = (route: Route, path: string): boolean =>
  new RegExp(`^${route.spec.path.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);

const methodsOf = (served: Route[], path: string): string[] =>
  served.filter((route) => matches(route, path)).map(({ spec }) => spec.method.toUpperCase());

const patternOf = (served: Route[], method: string, path: string): string =>
  served.find((route) => route.spec.method.toUpperCase() === method && matches(route, path))?.spec.path ?? "-";
