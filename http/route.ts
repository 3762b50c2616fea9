import { createRoute, type OpenAPIHono, type RouteConfig, type RouteHandler } from "@hono/zod-openapi";
import type { Scope } from "../domain/access/scope.ts";
import type { Role } from "../domain/user.ts";
import type { Access } from "./access.ts";
import { documented } from "./openapi.ts";
import { dashboardOperations, hookOperations, siteOperations, type Operation, type Operations } from "./operations.ts";
import { validateInput } from "./validate-input.ts";
import type { Services } from "./services.ts";

/** The person of a request. The terminal acts as an owner, because it can read the store anyway. */
export interface Principal {
  role: Role;
  name: string;
  /** The crew of a crew member. */
  crew: string | null;
  /** The user's id. The terminal has none. */
  user?: string;
  /** The API token that a program called with. It acts with the role of a dispatcher, within its scopes. */
  token?: { id: string; scopes: readonly Scope[] };
}

/** The fields of a signed form, in the order in which they arrived. */
export type FormFields = readonly (readonly [name: string, value: string])[];

/** The origin that serves a call. */
export type Origin = "site" | "dashboard";

export interface HttpEnv {
  Bindings: {
    /**
     * The socket's address, or the client that a trusted proxy or the CDN names. Never taken from a header that the
     * client wrote.
     */
    clientAddress: string;
    principal?: Principal;
    /** The path and query as they arrived. A vendor's signature covers them; a URL parser may write them differently. */
    target?: string;
  };
  Variables: { requestId: string; principal: Principal | null; code: string | null; form: FormFields };
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

export const staff: Role[] = ["owner", "dispatcher"];
export const everyRole: Role[] = ["owner", "dispatcher", "crew"];

/** The part of a call's description that its file states. The method and path are in `operations.ts`. */
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

const operations: Operations = { ...siteOperations, ...dashboardOperations, ...hookOperations };

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
    origin: name in dashboardOperations ? "dashboard" : "site",
    access,
    spec,
    mount: (app, services) => void app.openapi(spec, handler(services), validateInput(description, services.clock)),
  };
};

/** The name of an operation in the API document: `get_board`. It is also part of a request fingerprint. */
export const operationIdOf = (name: Operation): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
