import type { DeployResult } from "../../release/promotion/deploy.ts";
import type { Plan } from "../../release/promotion/plan.ts";
import type { StagingAccess } from "../../release/preview/close-staging.ts";
import type { Pruned } from "../../release/promotion/prune.ts";
import type { ListedRelease, OpenStatus, Status } from "../../release/promotion/status.ts";
import { width } from "../terminal.ts";
import { tabulate } from "./column.ts";

/** What is live, what will change and what will not. */
export const showPlan = ({ pages, logic, api }: Plan): string =>
  [
    ...tabulate(
      [{}, {}, {}, {}],
      pages.map(({ kind, page, from, to }) => [
        page,
        `on ${kind}`,
        named(from),
        from === to ? "stays" : `→ ${named(to)}`,
      ]),
      width(),
    ),
    ...(logic.length === 0 ? [] : [`The edge function's logic changes on ${logic.join(" and ")}.`]),
    api === null ? "The API does not change." : `The API moves first: version ${api.from} → ${api.to}.`,
    "Staging and jobs do not change.",
  ].join("\n");

/** What is live now: `88f6… is live on dashboard, book and track.`, or page by page. */
export const showLive = (live: Record<string, string | null>): string => {
  const pages = Object.entries(live);
  const [first] = pages;
  if (first !== undefined && pages.every(([, release]) => release === first[1]))
    return `${named(first[1])} is live on ${pages.map(([page]) => page).join(", ")}.`;
  return `Live now: ${pages.map(([page, release]) => `${page} ${named(release)}`).join(", ")}.`;
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
  removed_versions,
}: DeployResult): string =>
  [
    `Staging shows ${release}${staging.from === null || staging.from === release ? "" : `; before it showed ${staging.from}`}.`,
    `Uploaded ${uploaded.files} files, ${uploaded.bytes} bytes; ${unchanged.files} were there already.`,
    ...(healed === 0 ? [] : [`Stored ${healed} files again, with the content type and cache lifetime they lacked.`]),
    ...(api === null
      ? []
      : [
          `Its calls go to version ${api.version} of the API${api.uploaded === 0 ? ", which was there already" : `, uploaded (${api.uploaded} bytes)`}.`,
        ]),
    ...(look.link === null
      ? ["No server runs here; it shows staging when it is started."]
      : [
          look.closed
            ? `Staging is closed to strangers. To look at it: ${look.link}`
            : `To look at it: ${look.link}/book/`,
        ]),
    ...(removed.length === 0
      ? []
      : [`Removed after their time: ${showPruned({ releases: removed, versions: removed_versions })}.`]),
    "The site and the dashboard are as they were. To put it live: tailboard promote",
  ].join("\n");

export const showDoor = ({ closed, link, another }: StagingAccess, replaced: boolean): string =>
  [
    ...(replaced && closed ? ["The preview link before opens nothing any more."] : []),
    ...(link === null
      ? ["No server runs here; it shows staging when it is started."]
      : [closed ? `Staging is closed to strangers. To look at it: ${link}` : `Staging is open: ${link}/book/`]),
    ...(another
      ? ["It still opens to another link: a change was stopped. To finish: tailboard preview --new-link"]
      : []),
  ].join("\n");

/** `a1b2c3, d4e5f6, and versions of the API 3, 4`. */
export const showPruned = ({ releases, versions }: Pruned): string =>
  [releases.join(", "), ...(versions.length === 0 ? [] : [`versions of the API ${versions.join(", ")}`])].join(
    ", and ",
  );

export const showStatus = ({ live, api, open, differences, invalidations }: Status): string =>
  [
    ...tabulate(
      [{}, {}, {}, {}, {}],
      [...live, ...apiRows(api)].map(({ kind, page, release, since, by }) => [
        page,
        `on ${kind}`,
        named(release),
        since === null ? "" : `since ${since}`,
        by === null ? "" : `by ${by}`,
      ]),
      width(),
    ),
    "",
    ...(open === null ? ["Nothing is under way."] : showOpen(open)),
    ...differences.map(({ text }) => text),
    ...invalidations.map(
      ({ kind, paths, made }) =>
        `${made ? "Dropped now" : "Could not be dropped"} from the ${kind} caches: ${paths.join(" ")}`,
    ),
  ].join("\n");

const apiRows = (api: Status["api"]) =>
  api === null
    ? []
    : (["live", "preview"] as const).map((kind) => ({
        ...api[kind],
        page: "api",
        kind,
        release: `version ${api[kind].version}${api[kind].release === null ? "" : ` of ${api[kind].release}`}`,
      }));

const showOpen = ({ promotion, state, changed, unchanged }: OpenStatus): string[] => {
  const { verb, release, who, started_at } = promotion;
  const states: Record<OpenStatus["state"], string> = {
    nothing_happened: "Nothing that is live has changed.",
    stopped_before_publish: "It stopped before publishing: nothing that is live has changed.",
    half: `HALF of it is live: ${changed.join(", ")} changed, ${unchanged.join(", ")} did not.`,
    not_closed: "All of it is live; only its end was not written down.",
  };
  return [
    `A ${verb} of ${named(release)} that ${who} began at ${started_at} has not ended.`,
    states[state],
    "If it is not running any more: tailboard promote --resume finishes it, --back puts back what was live.",
  ];
};

export const showReleases = (releases: ListedRelease[]): string => {
  if (releases.length === 0) return "No release has been deployed yet: tailboard deploy";
  const rows = releases.flatMap(({ id, commit, dirty, deployed_at, deployed_by, live }) => [
    [
      id,
      `${commit?.slice(0, 9) ?? "no commit"}${dirty ? " + changes" : ""}`,
      `deployed ${minute(deployed_at)}`,
      `by ${deployed_by}`,
    ],
    ...live.map(({ kind, page, since, by }) => [
      "",
      `${page} on ${kind}`,
      since === null ? "" : `since ${minute(since)}`,
      by === null ? "" : `by ${by}`,
    ]),
  ]);
  return tabulate([{}, {}, {}, {}], rows, width()).join("\n");
};

const minute = (instant: string): string => instant.slice(0, 16).replace("T", " ");

/** A start that did not make its pages live. */
export const staged = (release: string): string =>
  `Staging shows ${release}, which is not live. tailboard status says what is; to put it live: tailboard promote`;

const named = (release: string | null): string => release ?? "no release";
