/** What deploy, preview, promote, rollback, release and status print, in English. */
export const noRelease = "no release";
export const staysOn = "no change";
export const changesTo = (release: string) => `→ ${release}`;
export const on = (kind: string) => `on ${kind}`;
export const since = (time: string) => `since ${time}`;
export const by = (name: string) => `by ${name}`;
export const edgeLogicChanges = (kinds: readonly string[]) =>
  `The edge function's code changes on ${kinds.join(" and ")}.`;
export const apiUnchanged = "The API does not change.";
export const apiFirst = (from: number | string, to: number | string) =>
  `The API changes first: version ${from} → ${to}.`;
export const untouched = "Staging and jobs do not change.";
export const liveOn = (release: string, pages: string[]) => `${release} is live on ${pages.join(", ")}.`;
export const liveNow = (pages: string[]) => `Live now: ${pages.join(", ")}.`;

export const wouldFillPreview =
  "Would copy the live jobs into staging's store and replace all personal data with made-up data.";
export const wouldDeploy = (files: number, bytes: number, from: string | null, release: string) =>
  `Would upload ${files} files, ${bytes} bytes, and switch staging from ${from ?? noRelease} to ${release}.`;
export const wouldRemove = (what: string) => `Would remove these expired releases: ${what}.`;
export const liveUnchanged = "The site and the dashboard would not change.";
export const filledPreview = (jobs: number, days: number) =>
  `Staging's store has ${jobs} jobs from ${days} days, with made-up people. No messages are sent.`;
export const deployed = (release: string, from: string | null) =>
  `Staging shows ${release}${from === null || from === release ? "" : `; before it showed ${from}`}.`;
export const uploaded = (files: number, bytes: number, unchanged: number) =>
  `Uploaded ${files} files, ${bytes} bytes; ${unchanged} were already there.`;
export const healed = (files: number) =>
  `Stored ${files} files again with their missing content type and cache lifetime.`;
export const apiUsed = (version: number | string, uploaded: number) =>
  `Its pages use version ${version} of the API${uploaded === 0 ? ", which was already uploaded" : `, just uploaded (${uploaded} bytes)`}.`;
export const noServer = "No server is running. Staging shows the release when you start one.";
export const stagingClosed = (link: string) => `Staging is private. Open it with this link: ${link}`;
export const stagingOpen = (link: string) => `Open staging at ${link}/book/`;
export const oldLinkRevoked = "The previous preview link no longer works.";
export const linkChangePending =
  "A change of the preview link was interrupted, so staging still opens with another link. To finish: tailboard preview --new-link";
export const removed = (what: string) => `Removed these expired releases: ${what}.`;
export const apiVersions = (versions: readonly (number | string)[]) => `API versions ${versions.join(", ")}`;
export const promoteNext = "The site and the dashboard did not change. To make this release live: tailboard promote";

export const rolledBackBefore = (who: string) => `${who} rolled this release back, so promote needs --again.`;
export const dryRun = "Nothing was changed.";
export const upToDate = "Already live. Nothing to do.";
export const apiLive = (release: string) => `The API of ${release} now answers calls.`;
export const rollbackHint = "To undo: tailboard rollback";
export const uninvalidated = (paths: string[]) =>
  `Cached copies could not be removed: ${paths.join(" ")}. Run tailboard status to retry.`;
export const promoteAgainQuestion = "Promote it again? yes or no";
export const resumeOrBack = "Use either --resume or --back, not both.";
export const resumeAlone = "--resume and --back cannot be combined with --release or --only.";
export const resumed = "Finished.";
export const rolledBack = "Restored what was live before.";
export const apiRolledBack = "The previous API answers calls again. Pages, jobs and settings were not rolled back.";
export const pagesRolledBack = "Jobs, settings and the API were not rolled back.";
export const onlyOptions = "--only must be track, book, dashboard or api.";

export const nothingOpen = "No promotion or rollback is running.";
export const open = (verb: string, release: string, who: string, started: string) =>
  `A ${verb} of ${release} that ${who} started at ${started} has not finished.`;
export const openState = (
  state: "nothing_happened" | "stopped_before_publish" | "half" | "not_closed",
  changed: string[],
  unchanged: string[],
): string =>
  ({
    nothing_happened: "Nothing live has changed.",
    stopped_before_publish: "It stopped before publishing. Nothing live has changed.",
    half: `It is PARTLY live: ${changed.join(", ")} changed, ${unchanged.join(", ")} did not.`,
    not_closed: "It is fully live, but its end was not recorded.",
  })[state];
export const resumeHint =
  "If it is no longer running: tailboard promote --resume finishes it, tailboard promote --back restores what was live before.";
export const invalidated = (done: boolean, kind: string, paths: readonly string[]) =>
  `${done ? "Removed now" : "Could not be removed"} from the ${kind} caches: ${paths.join(" ")}`;
export const apiVersion = (version: number | string, release: string | null) =>
  `version ${version}${release === null ? "" : ` of ${release}`}`;
export const noReleases = "No release has been deployed yet. Run tailboard deploy.";
export const noCommit = "no commit";
export const uncommitted = " + changes";
export const deployedAt = (time: string) => `deployed ${time}`;
export const built = (id: string, commit: string | null, dirty: boolean) =>
  `Release ${id}, ${commit?.slice(0, 9) ?? noCommit}${dirty ? uncommitted : ""}`;
export const apiFile = "the API, uploaded separately from the pages";
export const uncommittedChanges = "This checkout has uncommitted changes, so this release could not be built again.";
export const commitFirst = "Commit them, or add --dirty.";
