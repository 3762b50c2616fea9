import type { Change } from "./history.ts";
import type { Job } from "./job.ts";
import type { Token } from "./token.ts";

/** The link stops working; the job goes on. */
export const revokeLink = (job: Job): Change | "unchanged" =>
  job.link === "revoked" ? "unchanged" : { next: { ...job, link: "revoked" }, what: "link_revoked" };

/** Another link for the same job; the old one's public name stays a tombstone for good. */
export const replaceLink = (job: Job, token: Token, oldLookup: string): Change => ({
  next: { ...job, link: "live", tracking_token: token, retired_lookups: [...job.retired_lookups, oldLookup] },
  what: "link_replaced",
});
