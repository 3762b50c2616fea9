import { pagesOf, type EdgeKind, type RoutingTable } from "../../edge/edge-code.ts";
import type { EdgeEvent, EdgeFields } from "../../edge/event.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import { previewCookies } from "../../edge/preview-link.ts";
import { keys } from "../../store/keys.ts";
import type { Cdn, Etag } from "./cdn.ts";
import { CdnFailed, ConcurrentUpdate, retryWhileBusy, type CdnAccess } from "./live-pointer.ts";
import { pagesToVerify, releasesIn, viewerPath } from "./routing-table.ts";

interface PreviewAccess extends CdnAccess {
  preview: { secret: string };
}

/**
 * Waits until the distribution is deployed and each page shows its release and its headers for several polls in a row. Then
 * it checks the fixed names and the pages' assets once. Several polls are needed because only one edge location responds
 * to a poll, and a location may still serve the earlier page.
 * @throws CdnFailed with the last difference, after the timeout
 */
export const verify = async ({ cdn, clock }: CdnAccess, kind: EdgeKind, table: RoutingTable): Promise<void> => {
  const { polls, poll_ms, timeout_ms } = cdn.pollPolicy;
  const deadline = clock.now() + timeout_ms;
  const assets = new Set<string>();
  let successes = 0;
  let lastProblem = "it is still being deployed";
  for (;;) {
    const deployed = await retryWhileBusy(clock, () => cdn.isDeployed(kind), `check whether ${kind} is deployed`);
    let problem = deployed.deployed ? await findPageProblem(cdn, kind, table, assets) : lastProblem;
    if (problem === null && successes + 1 >= polls) problem = await findFileProblem(cdn, kind, table, assets);
    if (problem === null) successes += 1;
    else [successes, lastProblem] = [0, problem];
    if (successes >= polls) return;
    if (clock.now() > deadline)
      throw new CdnFailed(`After ${timeout_ms / 1000} s ${kind} still differs from what was published: ${lastProblem}`);
    // The polls are spread over time.
    await clock.sleep(poll_ms);
  }
};

/** Returns the first difference of a page, or null. Adds the pages' assets to `assets`. */
const findPageProblem = async (
  cdn: Cdn,
  kind: EdgeKind,
  table: RoutingTable,
  assets: Set<string>,
): Promise<string | null> => {
  const expected = releasesIn(table);
  for (const page of pagesToVerify(kind)) {
    const release = expected[page];
    if (typeof release !== "string") continue;
    const path = viewerPath(kind, page);
    const fetched = await cdn.fetchPage(kind, path);
    if (fetched.outcome === "unavailable") return `${path} could not be fetched (${String(fetched.cause)})`;
    const named = releaseNamed(fetched.body);
    if (fetched.status !== 200 || named !== release)
      return `${path} returns ${fetched.status} and shows ${named ?? "no release"} instead of ${release}`;
    const problem = findHeaderProblem(path, keys.releaseFile(release, `${page}.html`), fetched.headers);
    if (problem !== null) return problem;
    for (const asset of assetsIn(fetched.body)) assets.add(asset);
  }
  return null;
};

/** Returns the first difference of a fixed name or an asset, or null. */
const findFileProblem = async (
  cdn: Cdn,
  kind: EdgeKind,
  { fixed }: RoutingTable,
  assets: Set<string>,
): Promise<string | null> => {
  const files = [...Object.entries(fixed), ...[...assets].map((path): [string, string] => [path, path])];
  for (const [path, file] of files) {
    const fetched = await cdn.fetchPage(kind, path);
    if (fetched.outcome === "unavailable") return `${path} could not be fetched (${String(fetched.cause)})`;
    if (fetched.status !== 200) return `${path} returns ${fetched.status}`;
    const problem = findHeaderProblem(path, file.slice(1), fetched.headers);
    if (problem !== null) return problem;
  }
  return null;
};

/** Returns null if the content type and the cache lifetime are those of the object under `key`. */
const findHeaderProblem = (path: string, key: string, headers: Record<string, string>): string | null => {
  const { contentType, cacheControl } = objectHeaders(key);
  for (const [name, expected] of [
    ["content-type", contentType],
    ["cache-control", cacheControl],
  ] as const) {
    const got = headers[name];
    if (got !== expected)
      return `${path} is served ${got === undefined ? `without ${name}` : `with ${name}: ${got}`} instead of ${expected}`;
  }
  return null;
};

const assetsIn = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="?(\/assets\/[^"\s>]+)/g)].map(([, path = ""]) => path);

/** Returns the release that a page names, or null. */
export const releaseNamed = (html: string): string | null =>
  /<meta name="release" content="([^"]*)"/.exec(html)?.[1] ?? null;

/**
 * Runs DEVELOPMENT in the CDN's own runtime. Each page must lead to its path in the table, and an unknown path to a 404.
 * @throws CdnFailed, ConcurrentUpdate
 */
export const testDevelopment = async (
  { cdn, clock, preview }: PreviewAccess,
  kind: EdgeKind,
  table: RoutingTable,
  etag: Etag,
): Promise<void> => {
  const cookies = table.preview === undefined ? {} : previewCookies(preview.secret);
  const expected: [string, string | number, EdgeFields?][] = [
    ...pagesOf[kind].map((page): [string, string] => [viewerPath(kind, page), table.pages[page] ?? `/${page}.html`]),
    ["/nothing/../here.html", 404],
    // A closed staging must refuse viewers without the secret or with another one.
    ...(table.preview === undefined ? [] : [closedTo({}), closedTo(previewCookies("another secret"))]),
  ];
  for (const [path, expects, sent = cookies] of expected) {
    const result = await retryWhileBusy(
      clock,
      () => cdn.testFunction(kind, etag, eventFor(path, sent)),
      `test the ${kind} function`,
    );
    if (result.outcome === "conflict") throw new ConcurrentUpdate(kind);
    if (result.outcome === "failed") throw new CdnFailed(`The ${kind} function fails on ${path}: ${result.reason}`);
    const got = "statusCode" in result.result ? result.result.statusCode : result.result.uri;
    if (got !== expects) throw new CdnFailed(`The ${kind} function maps ${path} to ${got} instead of ${expects}`);
  }
};

const closedTo = (cookies: EdgeFields): [string, number, EdgeFields] => ["/book/", 404, cookies];

const eventFor = (uri: string, cookies: EdgeFields): EdgeEvent => ({
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "192.0.2.1" },
  request: { method: "GET", uri, querystring: {}, headers: {}, cookies },
});
