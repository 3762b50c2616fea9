import { instantAfter, instantOf } from "../../../domain/clock.ts";
import { invalid, DomainError } from "../../../domain/domain-error.ts";
import { assertPassword, changePassword as change, userById } from "../../../domain/user.ts";
import { recordAudit } from "../../audit.ts";
import { body, problemResponses } from "../../description.ts";
import { principalOf } from "../../authorize.ts";
import { defineRoute, everyRole } from "../../route.ts";
import { passwordChange } from "../../schema/person.ts";
import { assertPrivateLine, readSessionCookie } from "../../session/cookie.ts";

export const changePassword = defineRoute(
  "changePassword",
  { roles: everyRole, scope: null },
  {
    summary: "Change your own password",
    description: "Requires the current password. Ends all your other sessions.",
    request: { body: body(passwordChange) },
    responses: {
      204: { description: "Changed" },
      ...problemResponses("sign_in_failed", "too_many_requests"),
    },
  },
  (services) => async (c) => {
    const { people, passwords, sessions, devices, throttle, clock, urls, plainHttp } = services;
    assertPrivateLine(c, { urls, plainHttp });
    const { user: id } = principalOf(c);
    const secret = readSessionCookie(c, urls.dashboard);
    if (id === undefined || secret === undefined) throw new DomainError("sign_in_required", "Sign in first.");
    const { current, password } = c.req.valid("json");
    const { confirmed } = await throttle.takeConfirmation(id);
    const before = userById(await people.read(), id);
    if (!(await passwords.matches(current, before.password))) throw wrongPassword();
    await confirmed();
    assertPassword(password, before.login);
    const hashed = await passwords.hash(password);
    const at = instantAfter(before.sessions_from, instantOf(clock.now()));
    // Renewed first, so that a request in progress does not find its session ended.
    await sessions.renew(secret, at);
    const after = await people.change((now) => change(now, id, { from: before.password, to: hashed }, at));
    sessions.forget();
    await devices.remember(c, urls.dashboard, userById(after, id));
    await recordAudit(services, c, { what: "own_password_changed" });
    return c.body(null, 204);
  },
);

const wrongPassword = (): DomainError =>
  invalid({ field: "/current", code: "wrong_password", message: "This is not your current password. Try again." });
