import { createRoute, type OpenAPIHono, type RouteConfig, type RouteHandler } from "@hono/zod-openapi";
import type { Role } from "../domain/user.ts";
import { documented } from "./openapi.ts";
import { judgeInput } from "./judge-input.ts";
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

/** One call: its schema, who may make it, where, and what it does. `docs` and refusals are read from here. */
export interface Route {
  spec: RouteConfig;
  origin: Origin;
  access: Access;
  mount: (app: OpenAPIHono<HttpEnv>, services: Services) => void;
}

/** `public` needs nothing, `tracking` a job's token, `same_origin` the dashboard's own page, else one of these roles. */
export type Access = "public" | "tracking" | "same_origin" | Role[];

export const staff: Role[] = ["owner", "dispatcher"];
export const everyRole: Role[] = ["owner", "dispatcher", "crew"];

type Made<Path extends string, Spec extends Omit<RouteConfig, "path"> & { path: Path }> = ReturnType<
  typeof createRoute<Path, Spec>
>;

export const defineRoute = <const Path extends string, const Spec extends Omit<RouteConfig, "path"> & { path: Path }>(
  spec: Spec,
  { origin, access }: { origin: Origin; access: Access },
  handler: (services: Services) => RouteHandler<Made<Path, Spec>, HttpEnv>,
): Route => {
  const route: Made<Path, Spec> = createRoute<Path, Spec>(documented(spec, access));
  return {
    spec: route,
    origin,
    access,
    mount: (app, services) => void app.openapi(route, handler(services), judgeInput(spec, services.clock)),
  };
};
