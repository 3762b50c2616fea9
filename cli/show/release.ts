import type { DeployResult } from "../../release/promotion/deploy.ts";
import type { Plan } from "../../release/promotion/plan.ts";
import type { StagingAccess } from "../../release/preview/close-staging.ts";
import type { Pruned } from "../../release/promotion/prune.ts";
import type { ListedRelease, OpenStatus, Status } from "../../release/promotion/status.ts";
import * as message from "../message/release.ts";
import { width } from "../terminal.ts";
import { tabulate } from "./table.ts";

/** Describes what a promotion or rollback changes, and what it does not. */
export const showPlan = ({ pages, logic, api }: Plan): string =>
  [
    ...tabulate(
      [{}, {}, {}, {}],
      pages.map(({ kind, page, from, to }) => [
        page,
        message.on(kind),
        named(from),
        from === to ? message.staysOn : message.changesTo(named(to)),
      ]),
      width(),
    ),
    ...(logic.length === 0 ? [] : [message.edgeLogicChanges(logic)]),
    api === null ? message.apiUnchanged : message.apiFirst(api.from, api.to),
    message.untouched,
  ].join("\n");

/** Describes what is live: one release on all pages, or page by page. */
export const showLive = (live: Record<string, string | null>): string => {
  const pages = Object.entries(live);
  const [first] = pages;
  if (first !== undefined && pages.every(([, release]) => release === first[1]))
    return message.liveOn(
      named(first[1]),
      pages.map(([page]) => page),
    );
  return message.liveNow(pages.map(([page, release]) => `${page} ${named(release)}`));
};

export const showDeployed = ({
  release,
  uploaded,
  unchanged,
  healed,
  staging,
  api,
  look,
  removed,
  removed_versions: versions,
}: DeployResult): string =>
  [
    message.deployed(release, staging.from),
    message.uploaded(uploaded.files, uploaded.bytes, unchanged.files),
    ...(healed === 0 ? [] : [message.healed(healed)]),
    ...(api === null ? [] : [message.apiUsed(api.version, api.uploaded)]),
    showLink(look),
    ...(removed.length === 0 ? [] : [message.removed(showPruned({ releases: removed, versions }))]),
    message.promoteNext,
  ].join("\n");

export const showStagingAccess = ({ closed, link, another }: StagingAccess, replaced: boolean): string =>
  [
    ...(replaced && closed ? [message.oldLinkRevoked] : []),
    showLink({ closed, link }),
    ...(another ? [message.linkChangePending] : []),
  ].join("\n");

const showLink = ({ link, closed }: Pick<StagingAccess, "closed" | "link">): string => {
  if (link === null) return message.noServer;
  return closed ? message.stagingClosed(link) : message.stagingOpen(link);
};

/** `a1b2c3, d4e5f6, and API versions 3, 4` */
export const showPruned = ({ releases, versions }: Pruned): string =>
  [releases.join(", "), ...(versions.length === 0 ? [] : [message.apiVersions(versions)])].join(", and ");

export const showStatus = ({ live, api, open, differences, invalidations }: Status): string =>
  [
    ...tabulate(
      [{}, {}, {}, {}, {}],
      [...live, ...apiRows(api)].map(({ kind, page, release, since, by }) => [
        page,
        message.on(kind),
        named(release),
        since === null ? "" : message.since(since),
        by === null ? "" : message.by(by),
      ]),
      width(),
    ),
    "",
    ...(open === null ? [message.nothingOpen] : showOpen(open)),
    ...differences.map(({ text }) => text),
    ...invalidations.map(({ kind, paths, made }) => message.invalidated(made, kind, paths)),
  ].join("\n");

const apiRows = (api: Status["api"]) =>
  api === null
    ? []
    : (["live", "preview"] as const).map((kind) => ({
        ...api[kind],
        page: "api",
        kind,
        release: message.apiVersion(api[kind].version, api[kind].release),
      }));

const showOpen = ({ promotion, state, changed, unchanged }: OpenStatus): string[] => {
  const { verb, release, who, started_at: started } = promotion;
  return [
    message.open(verb, named(release), who, started),
    message.openState(state, changed, unchanged),
    message.resumeHint,
  ];
};

export const showReleases = (releases: ListedRelease[]): string => {
  if (releases.length === 0) return message.noReleases;
  const rows = releases.flatMap(({ id, commit, dirty, deployed_at, deployed_by, live }) => [
    [
      id,
      `${commit?.slice(0, 9) ?? message.noCommit}${dirty ? message.uncommitted : ""}`,
      message.deployedAt(minute(deployed_at)),
      message.by(deployed_by),
    ],
    ...live.map(({ kind, page, since, by }) => [
      "",
      `${page} ${message.on(kind)}`,
      since === null ? "" : message.since(minute(since)),
      by === null ? "" : message.by(by),
    ]),
  ]);
  return tabulate([{}, {}, {}, {}], rows, width()).join("\n");
};

const minute = (instant: string): string => instant.slice(0, 16).replace("T", " ");

const named = (release: string | null): string => release ?? message.noRelease;
