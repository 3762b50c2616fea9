import type { Context } from "hono";
import type { AuditEvent } from "../domain/activity.ts";
import { instantOf } from "../domain/clock.ts";
import type { Actor } from "../domain/job.ts";
import { freshId } from "../domain/random.ts";
import type { User } from "../domain/user.ts";
import { principalOf } from "./authorize.ts";
import type { HttpEnv } from "./route.ts";
import type { Services } from "./services.ts";
import { actorOf } from "./staff-job.ts";

type NewEvent = Omit<AuditEvent, "id" | "at" | "by">;

/** Adds an event of the signed-in person to the activity list. Call it after the change is saved. */
export const recordAudit = (services: Services, c: Context<HttpEnv>, event: NewEvent): Promise<void> =>
  recordAuditBy(services, actorOf(principalOf(c)), event);

/** Adds an event to the activity list. A failure is reported and not thrown, because the change itself is saved. */
export const recordAuditBy = async (
  { activity, random, clock, report }: Services,
  by: Actor,
  event: NewEvent,
): Promise<void> => {
  try {
    await activity.append({ id: freshId(random), at: instantOf(clock.now()), by, ...event });
  } catch (error) {
    report(error);
  }
};

/**
 * Counts a failed sign-in. There is one event for each login and hour, so guessing does not fill the list. All unknown
 * logins share one event, and the typed text is not stored because it may be a password.
 */
export const recordFailedSignIn = async (
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
