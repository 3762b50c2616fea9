import type { Context } from "hono";
import type { Act } from "../domain/activity.ts";
import { instantOf } from "../domain/clock.ts";
import type { Actor } from "../domain/job.ts";
import { freshId } from "../domain/random.ts";
import { actorOf, principalOf } from "./dispatch.ts";
import type { HttpEnv } from "./route.ts";
import type { Services } from "./services.ts";

type Done = Omit<Act, "id" | "at" | "by">;

/** Notes what the signed-in person did, once it stands. */
export const noteAct = (services: Services, c: Context<HttpEnv>, done: Done): Promise<void> =>
  noteActBy(services, actorOf(principalOf(c)), done);

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
