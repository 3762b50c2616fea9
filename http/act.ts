import type { Context } from "hono";
import type { AuditEvent } from "../domain/activity.ts";
import { instantOf } from "../domain/clock.ts";
import type { Actor } from "../domain/job.ts";
import { freshId } from "../domain/random.ts";
import type { User } from "../domain/user.ts";
import { actorOf, principalOf } from "./dispatch.ts";
import type { HttpEnv } from "./route.ts";
import type { Services } from "./services.ts";

type Done = Omit<AuditEvent, "id" | "at" | "by">;

/** Notes what the signed-in person did, once it stands. */
export const noteAct = (services: Services, c: Context<HttpEnv>, done: Done): Promise<void> =>
  noteActBy(services, actorOf(principalOf(c)), done);

/**
 * One entry for each login and hour, with a count, so that guessing does not fill the page. Tries for unknown logins
 * share one entry an hour: what was typed is not kept, since it may be a password.
 */
export const noteFailedSignIn = async (
  { activity, clock, report }: Services,
  user: Pick<User, "id" | "login"> | null,
): Promise<void> => {
  const at = instantOf(clock.now());
  try {
    await activity.tally({
      id: `sign-in-failed-${at.slice(0, 13)}-${user?.id ?? "unknown"}`,
      at,
      by: { kind: "system", name: "Tailboard" },
      what: "sign_in_failed",
      ...(user === null ? {} : { subject: user.login }),
    });
  } catch (error) {
    report(error);
  }
};

/** A note that cannot be written is reported, and fails nothing: what it is about was done. */
export const noteActBy = async (
  { activity, random, clock, report }: Services,
  by: Actor,
  done: Done,
): Promise<void> => {
  try {
    await activity.append({ id: freshId(random), at: instantOf(clock.now()), by, ...done });
  } catch (error) {
    report(error);
  }
};
