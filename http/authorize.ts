import type { Context, MiddlewareHandler } from "hono";
import { DomainError } from "../domain/domain-error.ts";
import type { HttpEnv, Principal, Route } from "./route.ts";
import type { Services } from "./services.ts";
import { assertSameOrigin, readSessionCookie } from "./session/cookie.ts";

/** The middleware that lets a request through if the route's `access` allows it. Sets the principal from the session. */
export const authorize =
  ({ access, spec }: Route, { sessions, urls }: Services): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    if (access === "tracking") {
      if (!/^Bearer\s/i.test(c.req.header("authorization") ?? "")) {
        throw new DomainError("token_required", "Send the token of the tracking link as a bearer token.");
      }
    } else if (access === "same_origin") {
      assertSameOrigin(c, urls.dashboard);
    } else if (access !== "public") {
      if (c.get("principal") === null) {
        const secret = readSessionCookie(c, urls.dashboard);
        const user = secret === undefined ? null : await sessions.find(secret);
        if (user === null) throw signInRequired();
        c.set("principal", { role: user.role, name: user.name, crew: user.crew, user: user.id });
        if (spec.method !== "get") assertSameOrigin(c, urls.dashboard);
      }
      if (!access.includes(principalOf(c).role)) {
        throw new DomainError("role_not_allowed", "Your role does not allow this. Ask an owner.");
      }
    }
    await next();
  };

/** The signed-in person of a request. Throws `sign_in_required` if the request has no session. */
export const principalOf = (c: Context<HttpEnv>): Principal => {
  const principal = c.get("principal");
  if (principal === null) throw signInRequired();
  return principal;
};

const signInRequired = () => new DomainError("sign_in_required", "Sign in first.");
