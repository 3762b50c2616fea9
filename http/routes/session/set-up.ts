import { instantOf } from "../../../domain/clock.ts";
import { freshId } from "../../../domain/random.ts";
import { DomainError } from "../../../domain/domain-error.ts";
import { addUser, assertPassword, type User } from "../../../domain/user.ts";
import { recordAuditBy } from "../../audit.ts";
import { body, json, problemResponses } from "../../description.ts";
import { actorOf } from "../../staff-job.ts";
import { defineRoute } from "../../route.ts";
import { session, setup } from "../../schema/person.ts";
import { assertPrivateLine, writeSessionCookie } from "../../session/cookie.ts";
import { deviceLabel } from "../../session/device-label.ts";
import { hashOf } from "../../session/sessions.ts";
import { meOf } from "./create-session.ts";

export const setUp = defineRoute(
  "setUp",
  "same_origin",
  {
    summary: "Set up the first owner with the one-time link",
    description: "The token is in the fragment of the link that the terminal prints. It works once, within an hour.",
    request: { body: body(setup) },
    responses: {
      201: json(session, "The owner, who is now signed in"),
      ...problemResponses("sign_in_failed", "too_many_requests"),
    },
  },
  (services) => async (c) => {
    const { people, passwords, sessions, devices, throttle, clock, random, urls, plainHttp } = services;
    assertPrivateLine(c, { urls, plainHttp });
    const { token, name, login, password } = c.req.valid("json");
    const turn = await throttle.takeAttempt("setup", c.env.clientAddress);
    assertPassword(password, login);
    const hash = hashOf(token);
    const now = instantOf(clock.now());
    const owner: User = {
      id: freshId(random),
      name,
      login,
      role: "owner",
      crew: null,
      password: await passwords.hash(password, turn),
      sessions_from: now,
      created_at: now,
    };
    await people.change((before) => {
      if (before.setup === null || before.setup.hash !== hash || before.setup.expires_at <= now) {
        throw new DomainError(
          "sign_in_failed",
          "This link was already used or is more than an hour old. Restart Tailboard to print a new one.",
        );
      }
      return { ...addUser(before, owner), setup: null };
    });
    const label = deviceLabel(c.req.header("user-agent"));
    writeSessionCookie(c, urls.dashboard, await sessions.open(owner, label));
    await devices.remember(c, urls.dashboard, owner);
    await recordAuditBy(services, actorOf(owner), { what: "became_owner" });
    return c.json({ user: meOf(owner) }, 201);
  },
);
