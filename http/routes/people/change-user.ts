import { withReach } from "../../../domain/message/alerts.ts";
import { z } from "@hono/zod-openapi";
import { instantOf } from "../../../domain/clock.ts";
import { assertPassword, changeUser as change, endSessions, userById, type User } from "../../../domain/user.ts";
import { invalid, type DomainError } from "../../../domain/domain-error.ts";
import { assertUnchanged } from "../../../domain/unchanged.ts";
import { changedFields } from "../../../domain/activity.ts";
import { recordAudit } from "../../audit.ts";
import { body, json, problemResponses } from "../../description.ts";
import { defineRoute } from "../../route.ts";
import { pathId } from "../../schema/field.ts";
import { person, personPatch } from "../../schema/person.ts";
import { principalOf } from "../../authorize.ts";
import { readCrew, readReach } from "./create-user.ts";
import { personOf } from "./list-users.ts";

export const userParams = z.object({ id: pathId });

export const changeUser = defineRoute(
  "changeUser",
  { roles: ["owner"], scope: null },
  {
    summary: "Change a person, or sign them out everywhere",
    description:
      "A new password, role or crew ends all sessions of this person. To change your own password, use `PUT /session/password`, which requires the current one.",
    request: { params: userParams, body: body(personPatch) },
    responses: {
      200: json(person, "The person after the change"),
      ...problemResponses("last_owner", "stale"),
    },
  },
  (services) => async (c) => {
    const { people, settings, passwords, sessions, clock } = services;
    const { id } = c.req.valid("param");
    const {
      password,
      sign_out: signOut,
      crew,
      seen = {},
      phone,
      email,
      language,
      alerts,
      ...patch
    } = c.req.valid("json");
    const before = userById(await people.read(), id);
    if (password !== undefined && principalOf(c).user === id) throw ownPassword();
    const role = patch.role ?? before.role;
    const present = await settings.read();
    const reach = readReach({ phone, email, language, alerts }, present);
    const worksIn = readCrew(present, role, crew === undefined ? before.crew : crew);
    if (password !== undefined) assertPassword(password, before.login);
    const hash = password === undefined ? undefined : await passwords.hash(password);
    const at = instantOf(clock.now());
    const after = await people.change((now) => {
      const known = userById(now, id);
      assertUnchanged(known, { seen, wanted: { ...patch, crew: worksIn } }, personOf(known, present.business));
      const changed = change(
        now,
        id,
        {
          ...(patch.name === undefined ? {} : { name: patch.name }),
          ...(hash === undefined ? {} : { password: hash }),
          role,
          crew: worksIn,
        },
        at,
      );
      const reached = {
        ...changed,
        users: changed.users.map((user) => (user.id === id ? withReach(user, reach) : user)),
      };
      return signOut === true ? endSessions(reached, id, at) : reached;
    });
    sessions.forget();
    const person = userById(after, id);
    const { name: subject } = person;
    const fields = changedFields(storedOf(before), storedOf(person));
    if (fields.length > 0) await recordAudit(services, c, { what: "person_changed", subject, fields });
    if (password !== undefined) await recordAudit(services, c, { what: "password_changed", subject });
    if (signOut === true) await recordAudit(services, c, { what: "signed_out_everywhere", subject });
    return c.json(personOf(person, present.business), 200);
  },
);

/** What the activity names of a change: each stored field but the password. */
const storedOf = ({ name, login, role, crew, phone, email, language, alerts = {} }: User) => ({
  name,
  login,
  role,
  crew,
  phone,
  email,
  language,
  alerts,
});

/** Otherwise an unlocked screen would be enough to take over the account. */
const ownPassword = (): DomainError =>
  invalid({
    field: "/password",
    code: "own_password",
    message: "Change your own password on the Account page, which asks for the current one.",
  });
