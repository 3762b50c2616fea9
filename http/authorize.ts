import type { Context, MiddlewareHandler } from "hono";
import { DomainError } from "../domain/domain-error.ts";
import type { StaffAccess } from "./access.ts";
import type { HttpEnv, Principal, Route } from "./route.ts";
import type { Services } from "./services.ts";
import { looksLikeApiToken } from "./session/api-tokens.ts";
import { assertSameOrigin, readSessionCookie } from "./session/cookie.ts";

/** The middleware that lets a request through if the route's `access` allows it. Sets the principal from the session. */
export const authorize =
  ({ access, spec }: Route, services: Services): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    const { sessions, urls } = services;
    if (access === "tracking") {
      if (!/^Bearer\s/i.test(c.req.header("authorization") ?? "")) {
        throw new DomainError("token_required", "Send the token of the tracking link as a bearer token.");
      }
    } else if (access === "same_origin") {
      assertSameOrigin(c, urls.dashboard);
    } else if (access !== "public" && access !== "signed") {
      const token = bearerOf(c);
      if (looksLikeApiToken(token)) {
        await admitToken(c, token, access, services);
        return await next();
      }
      if (c.get("principal") === null) {
        const secret = readSessionCookie(c, urls.dashboard);
        const user = secret === undefined ? null : await sessions.find(secret);
        if (user === null) throw signInRequired();
        c.set("principal", { role: user.role, name: user.name, crew: user.crew, user: user.id });
        if (spec.method !== "get") assertSameOrigin(c, urls.dashboard);
      }
      if (!access.roles.includes(principalOf(c).role)) {
        throw new DomainError("role_not_allowed", "Your role does not allow this. Ask an owner.");
      }
    }
    await next();
  };

/** Lets a program with an API token through if the token has the scope. It needs no Origin: no browser sends the token by itself. */
const admitToken = async (
  c: Context<HttpEnv>,
  secret: string,
  { scope }: StaffAccess,
  { apiTokens, urls }: Services,
): Promise<void> => {
  // A page must not lend its session to a token, or the other way round.
  if (readSessionCookie(c, urls.dashboard) !== undefined)
    throw new DomainError("token_invalid", "Send the API token without a session cookie.");
  const token = await apiTokens.find(secret);
  const { id, name, scopes } = token;
  c.set("principal", { role: "dispatcher", name, crew: null, token: { id, scopes } });
  await apiTokens.use(token);
  if (scope === null)
    throw new DomainError("scope_required", "No API token may make this call. Sign in instead.", { facts: { scope } });
  if (!token.scopes.includes(scope))
    throw new DomainError("scope_required", `This API token lacks the scope ${scope}. Use one that has it.`, {
      facts: { scope },
    });
};

const bearerOf = (c: Context<HttpEnv>): string =>
  /^Bearer\s+(\S+)\s*$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? "";

/** The signed-in person of a request. Throws `sign_in_required` if the request has no session. */
export const principalOf = (c: Context<HttpEnv>): Principal => {
  const principal = c.get("principal");
  if (principal === null) throw signInRequired();
  return principal;
};

const signInRequired = () => new DomainError("sign_in_required", "Sign in first.");
