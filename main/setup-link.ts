import { instantOf } from "../domain/clock.ts";
import { base64url } from "../domain/random.ts";
import type { People } from "../domain/user.ts";
import type { Services } from "../http/services.ts";
import { hashOf } from "../http/session/sessions.ts";

const lifeMs = 3_600_000;

/**
 * Makes a one-time link to the page that creates the first owner. It works for an hour, once, and an earlier link stops
 * working. Null if there is an owner. The secret is in the fragment and the store keeps only its hash, so print the
 * link at the terminal and store it nowhere.
 */
export const ensureSetupLink = async (
  { people, random, clock }: Pick<Services, "people" | "random" | "clock">,
  dashboardUrl: string,
): Promise<string | null> => {
  const token = base64url(random.bytes(32));
  const setup = { hash: hashOf(token), expires_at: instantOf(clock.now() + lifeMs) };
  const hasOwner = ({ users }: Pick<People, "users">) => users.some(({ role }) => role === "owner");
  return hasOwner(await people.change((now) => (hasOwner(now) ? now : { ...now, setup })))
    ? null
    : `${dashboardUrl}/#setup=${token}`;
};
