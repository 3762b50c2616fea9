import type { Change } from "./history.ts";
import type { Job } from "./job.ts";
import type { Token } from "./token.ts";

/** Revokes the tracking link. The job goes on. */
export const revokeLink = (job: Job): Change | "unchanged" =>
  job.link === "revoked" ? "unchanged" : { next: { ...job, link: "revoked" }, what: "link_revoked" };

/** Gives the job a new link. The lookup name of the old link stays a tombstone forever. */
export const replaceLink = (job: Job, token: Token, oldLookup: string): Change => ({
  next: { ...job, link: "live", tracking_token: token, retired_lookups: [...job.retired_lookups, oldLookup] },
  what: "link_replaced",
});
