import { Refusal } from "../../../domain/refusal.ts";
import { normalLogin, type User } from "../../../domain/user.ts";
import { noteActBy } from "../../act.ts";
import { body, json, refuses } from "../../answer.ts";
import { actorOf } from "../../dispatch.ts";
import { defineRoute } from "../../route.ts";
import { session, signIn } from "../../schema/person.ts";
import { assertPrivateLine, writeSessionCookie } from "../../session/cookie.ts";

export const createSession = defineRoute(
  {
    operationId: "create_session",
    summary: "Sign in",
    method: "post",
    path: "/api/v1/session",
    request: { body: body(signIn) },
    responses: {
      200: json(session, "Signed in; the cookie is set"),
      ...refuses("sign_in_failed", "cross_origin", "too_many_requests", "store_unavailable"),
    },
  },
  { origin: "dashboard", access: "same_origin" },
  (services) => async (c) => {
    const { people, passwords, sessions, throttle, urls, plainHttp } = services;
    assertPrivateLine(c, { urls, plainHttp });
    const { login: typed, password } = c.req.valid("json");
    const login = normalLogin(typed);
    throttle.take(login, c.env.clientAddress);
    const user = (await people.read()).users.find((candidate) => candidate.login === login) ?? null;
    // Nobody costs one hash as well, and is answered in the same words.
    if (!(await passwords.matches(password, user?.password ?? null)) || user === null) {
      throttle.failed(login, c.env.clientAddress);
      throw new Refusal("sign_in_failed", "That login and password do not go together.");
    }
    throttle.succeeded(login, c.env.clientAddress);
    writeSessionCookie(c, urls.dashboard, await sessions.open(user));
    await noteActBy(services, actorOf(user), { what: "signed_in" });
    return c.json({ user: meOf(user) }, 200);
  },
);

export const meOf = ({ id, name, login, role, crew }: User) => ({ id, name, login, role, crew });
