import { createRoute, type OpenAPIHono, type RouteConfig, type RouteHandler } from "@hono/zod-openapi";
import type { Role } from "../domain/user.ts";
import { documented } from "./openapi.ts";
import { dashboardOperations, siteOperations, type Operation, type Operations } from "./operations.ts";
import { validateInput } from "./validate-input.ts";
import type { Services } from "./services.ts";

/** Who is asking, once that is known. The terminal is the owner: it reads the store's own folder. */
export interface Principal {
  role: Role;
  name: string;
  /** The crew that a crew member works in. */
  crew: string | null;
  /** Their id; the terminal has none. */
  user?: string;
}

/** Which of the three places a call was made at. */
export type Origin = "site" | "dashboard";

export interface HttpEnv {
  Bindings: {
    /** The socket's peer, or the client that a trusted proxy or the CDN names. Never a header that a client wrote. */
    clientAddress: string;
    principal?: Principal;
  };
  Variables: { requestId: string; principal: Principal | null; code: string | null };
}

/** One API call: its schemas, who may make it, and what it does. The document and the typed clients derive from it. */
export interface Route<
  Name extends Operation = Operation,
  Who extends Access = Access,
  Spec extends RouteConfig = RouteConfig,
> {
  name: Name;
  origin: Origin;
  access: Who;
  spec: Spec;
  mount: (app: OpenAPIHono<HttpEnv>, services: Services) => void;
}

/** `public` needs nothing, `tracking` a job's token, `same_origin` the dashboard's own page, else one of these roles. */
export type Access = "public" | "tracking" | "same_origin" | Role[];

export const staff: Role[] = ["owner", "dispatcher"];
export const everyRole: Role[] = ["owner", "dispatcher", "crew"];

/** What a route file states about its call; the method and path are in `operations.ts`. */
type Description = Omit<RouteConfig, "operationId" | "method" | "path">;
type PathOf<Name extends Operation> = Operations[Name][1];
type ConfigOf<Name extends Operation, Stated extends Description> = Stated & {
  operationId: string;
  method: Operations[Name][0];
  path: PathOf<Name>;
};
type SpecOf<Name extends Operation, Stated extends Description> = ReturnType<
  typeof createRoute<PathOf<Name>, ConfigOf<Name, Stated>>
>;

const operations: Operations = { ...siteOperations, ...dashboardOperations };

export const defineRoute = <const Name extends Operation, const Who extends Access, const Stated extends Description>(
  name: Name,
  access: Who,
  description: Stated,
  handler: (services: Services) => RouteHandler<SpecOf<Name, Stated>, HttpEnv>,
): Route<Name, Who, SpecOf<Name, Stated>> => {
  const [method, path]: readonly [Operations[Name][0], PathOf<Name>] = operations[name];
  const operationId = operationIdOf(name);
  const spec = createRoute<PathOf<Name>, ConfigOf<Name, Stated>>(
    documented({ ...description, operationId, method, path }, access),
  );
  return {
    name,
    origin: name in siteOperations ? "site" : "dashboard",
    access,
    spec,
    mount: (app, services) => void app.openapi(spec, handler(services), validateInput(description, services.clock)),
  };
};

/** The name of an operation in the API document: `get_board`. It is also part of an idempotency key's meaning. */
export const operationIdOf = (name: Operation): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
