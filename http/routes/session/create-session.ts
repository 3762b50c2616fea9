import { DomainError } from "../../../domain/domain-error.ts";
import { normalLogin, rehash, standInFor, type User } from "../../../domain/user.ts";
import { recordAuditBy, recordFailedSignIn } from "../../audit.ts";
import { body, json, problemResponses } from "../../description.ts";
import { actorOf } from "../../staff-job.ts";
import { defineRoute } from "../../route.ts";
import { session, signIn } from "../../schema/person.ts";
import type { Services } from "../../services.ts";
import { assertPrivateLine, writeSessionCookie } from "../../session/cookie.ts";
import { deviceLabel } from "../../session/device-label.ts";

export const createSession = defineRoute(
  "createSession",
  "same_origin",
  {
    summary: "Sign in",
    description:
      "Tries are limited by address, by login and by device. Past a limit, the password is not checked, and `Retry-After` says how long to wait. The tries of other people do not slow down a device that signed in recently.",
    request: { body: body(signIn) },
    responses: {
      200: json(session, "Signed in, and the session cookie is set"),
      ...problemResponses("sign_in_failed", "too_many_requests"),
    },
  },
  (services) => async (c) => {
    const { people, passwords, sessions, devices, throttle, urls, plainHttp } = services;
    assertPrivateLine(c, { urls, plainHttp });
    const { login: typed, password } = c.req.valid("json");
    const login = normalLogin(typed);
    const everybody = await people.read();
    const user = everybody.users.find((candidate) => candidate.login === login) ?? null;
    const device = await devices.known(c, urls.dashboard, user);
    const admitted = await throttle.take({ login, address: c.env.clientAddress, device });
    // An unknown login also costs one hash and gives the same error, so neither time nor text reveals it.
    const kept = user?.password ?? standInFor(everybody, login);
    const matches = await passwords.matches(password, kept, admitted.turn);
    if (user === null || !matches) {
      await recordFailedSignIn(services, user);
      throw new DomainError("sign_in_failed", "Wrong login or password.");
    }
    await throttle.succeeded(admitted);
    await keepUpToDate(services, user, password);
    const label = deviceLabel(c.req.header("user-agent"));
    writeSessionCookie(c, urls.dashboard, await sessions.open(user, label));
    await devices.remember(c, urls.dashboard, user);
    await recordAuditBy(services, actorOf(user), { what: "signed_in" });
    return c.json({ user: meOf(user) }, 200);
  },
);

/**
 * Hashes the password again at the current cost, which is only possible while it is known. If this fails, the next
 * sign-in does it.
 */
const keepUpToDate = async ({ people, passwords, report }: Services, user: User, password: string): Promise<void> => {
  if (!passwords.isOutdated(user.password)) return;
  try {
    const hashed = await passwords.hash(password);
    await people.change((now) => rehash(now, user.id, user.password, hashed));
  } catch (error) {
    report(error);
  }
};

export const meOf = ({ id, name, login, role, crew }: User) => ({ id, name, login, role, crew });
