import { OpenAPIHono } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { DomainError } from "../domain/domain-error.ts";
import { authorize } from "./authorize.ts";
import { respondWithError, respondWithProblem } from "./error-response.ts";
import { health } from "./health.ts";
import { readSignedForm } from "./hook/read-signed-form.ts";
import { describeCalls, registerSecurity } from "./openapi.ts";
import { readBody } from "./read-body.ts";
import { logRequests, type LogRecord, type Watch } from "./request-log.ts";
import type { HttpEnv, Origin, Route } from "./route.ts";
import { routes } from "./routes.ts";
import type { Services } from "./services.ts";

export interface AppOptions {
  services: Services;
  /** The origins whose calls this app serves: the site, the dashboard, or both. */
  origins: Origin[];
  log: (record: LogRecord) => void;
  /** Receives every fault of ours. The caller sees none of its text. */
  onFault: (error: unknown, requestId: string) => void;
  watch?: Watch;
}

/** Makes the API: a function from request to response. The server, Lambda, the terminal and the tests use the same one. */
export const createApp = ({
  services,
  origins,
  log,
  onFault,
  watch = () => () => undefined,
}: AppOptions): OpenAPIHono<HttpEnv> => {
  const app = new OpenAPIHono<HttpEnv>();
  app.use(logRequests(services, log, watch));
  app.onError((error, c) => respondWithError(error, c, onFault));
  app.notFound((c) => {
    const allow = methodsOf(app, c.req.path);
    // Returned, not thrown: Hono would skip the log middleware for an error that is thrown here.
    return respondWithProblem(
      allow.length === 0
        ? new DomainError("not_found", "This address does not exist.")
        : new DomainError("method_not_allowed", `Use ${allow.join(" or ")} for this address.`, {
            facts: { allow: allow.join(", ") },
          }),
      c,
    );
  });
  for (const route of routes.filter(({ origin }) => origins.includes(origin))) {
    // In this order, so that a caller without access is refused before the body is read.
    const path = route.spec.path.replaceAll(/\{(\w+)\}/g, ":$1");
    app.on(route.spec.method.toUpperCase(), path, authorize(route, services));
    // A body of GET is never read. Asking for it builds a whole `Request` of the platform.
    if (route.spec.method !== "get")
      app.on(
        route.spec.method.toUpperCase(),
        path,
        limitBody(bodyKilobytes(route)),
        route.access === "signed" ? readSignedForm(services) : readBody(route),
      );
    route.mount(app, services);
  }
  app.get("/healthz", health(services));
  registerSecurity(app);
  app.get("/api/v1/openapi.json", (c) => c.json(describeCalls(app)));
  return app;
};

/** The settings have the whole price book. Every other body is small, and a vendor's form smaller still. */
const bodyKilobytes = ({ name, access }: Route): number => {
  if (name === "putSettings") return 256;
  return access === "signed" ? 16 : 64;
};

const limitBody = (kilobytes: number): MiddlewareHandler<HttpEnv> =>
  bodyLimit({
    maxSize: kilobytes * 1024,
    onError: () => {
      throw new DomainError("too_large", `The body is too large. Send at most ${kilobytes} KB.`);
    },
  });

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The methods that a path has a route for. */
const methodsOf = (app: OpenAPIHono<HttpEnv>, path: string): string[] =>
  methods.filter((method) => {
    const [handlers] = app.router.match(method, path);
    return handlers.some(([[, route]]) => !route.path.includes("*"));
  });
