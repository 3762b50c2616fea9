import { instantOf } from "../domain/clock.ts";
import { base64url } from "../domain/random.ts";
import type { People } from "../domain/user.ts";
import type { Services } from "../http/services.ts";
import { hashOf } from "../http/session/sessions.ts";

const lifeMs = 3_600_000;

/**
 * While there is no owner: a one-time link to the page that makes the first owner, good for an hour and for one use;
 * an earlier link dies with it. Null as soon as there is one. The secret is in the fragment, and the store keeps
 * its hash only: show the answer to whoever sits at the terminal, and write it nowhere.
 */
export const ensureSetupLink = async (
  { people, random, clock }: Pick<Services, "people" | "random" | "clock">,
  dashboardUrl: string,
): Promise<string | null> => {
  const token = base64url(random.bytes(32));
  const setup = { hash: await hashOf(token), expires_at: instantOf(clock.now() + lifeMs) };
  const hasOwner = ({ users }: Pick<People, "users">) => users.some(({ role }) => role === "owner");
  return hasOwner(await people.change((now) => (hasOwner(now) ? now : { ...now, setup })))
    ? null
    : `${dashboardUrl}/#setup=${token}`;
};
