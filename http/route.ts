import { createRoute, OpenAPIHono, type RouteConfig, type RouteHandler } from "@hono/zod-openapi";
import type { Clock } from "../domain/clock.ts";
import type { Random } from "../domain/random.ts";
import type { JobStore } from "../store/job-store.ts";
import type { SettingsStore } from "../store/settings-store.ts";
import type { Limits } from "./limit/limits.ts";

/** What the routes stand on. */
export interface Services {
  jobs: JobStore;
  settings: SettingsStore;
  /** Signs quotes; 32 bytes, the same in every process on one store. */
  quoteKey: () => Promise<Uint8Array>;
  clock: Clock;
  random: Random;
  limits: Limits;
  /** Where links lead and Origin checks look; never taken from a request. */
  urls: { site: string; dashboard: string };
}

/** Who is asking, once that is known. The terminal is the owner: it reads the store's own folder. */
export interface Principal {
  role: Role;
  name: string;
  /** The crew that a crew member works in. */
  crew: string | null;
}
export type Role = "owner" | "dispatcher" | "crew";

/** Which of the three places a call was made at. */
export type Origin = "site" | "dashboard";

export interface HttpEnv {
  Bindings: {
    /** The socket's, or the CDN's own header when its secret matches; never X-Forwarded-For. */
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

/** `public` needs nothing, `tracking` a job's token, else one of these roles. */
export type Access = "public" | "tracking" | Role[];

export const office: Role[] = ["owner", "dispatcher"];

type Made<Path extends string, Spec extends Omit<RouteConfig, "path"> & { path: Path }> = ReturnType<
  typeof createRoute<Path, Spec>
>;

export const defineRoute = <const Path extends string, const Spec extends Omit<RouteConfig, "path"> & { path: Path }>(
  spec: Spec,
  { origin, access }: { origin: Origin; access: Access },
  handler: (services: Services) => RouteHandler<Made<Path, Spec>, HttpEnv>,
): Route => {
  const route: Made<Path, Spec> = createRoute<Path, Spec>(spec);
  return { spec: route, origin, access, mount: (app, services) => void app.openapi(route, handler(services)) };
};
