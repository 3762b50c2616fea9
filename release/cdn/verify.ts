import { pagesOf, type EdgeKind, type RoutingTable } from "../../edge/edge-code.ts";
import type { EdgeEvent, EdgeFields } from "../../edge/event.ts";
import { objectHeaders } from "../../edge/object-headers.ts";
import { previewCookies } from "../../edge/preview-link.ts";
import { keys } from "../../store/keys.ts";
import type { Cdn, Etag } from "./cdn.ts";
import { CdnFailed, ConcurrentUpdate, retryWhileBusy } from "./live-pointer.ts";
import type { Deployer } from "../promotion/deployer.ts";
import { pagesToVerify, releasesIn, viewerPath } from "./routing-table.ts";

type Access = Pick<Deployer, "cdn" | "clock">;
type PreviewAccess = Pick<Deployer, "cdn" | "clock" | "preview">;

/**
 * Waits until the distribution is deployed and each page has named its release so many times in a row, under the headers
 * that a browser needs to show it; then looks once at the fixed names, and at the assets that the pages ask for. One place
 * answers a look, and an early one still shows the page before.
 * @throws CdnFailed with what was seen last, when patience ends.
 */
export const verify = async ({ cdn, clock }: Access, kind: EdgeKind, table: RoutingTable): Promise<void> => {
  const { polls, poll_ms, timeout_ms } = cdn.pollPolicy;
  const deadline = clock.now() + timeout_ms;
  const assets = new Set<string>();
  let agreed = 0;
  let seen = "it is still being deployed";
  for (;;) {
    const deployed = await retryWhileBusy(clock, () => cdn.isDeployed(kind), `ask whether ${kind} is deployed`);
    let other = deployed.deployed ? await firstOtherPage(cdn, kind, table, assets) : seen;
    if (other === null && agreed + 1 >= polls) other = await firstOtherFile(cdn, kind, table, assets);
    if (other === null) agreed += 1;
    else [agreed, seen] = [0, other];
    if (agreed >= polls) return;
    if (clock.now() > deadline)
      throw new CdnFailed(`After ${timeout_ms / 1000} s ${kind} is not what was published: ${seen}`);
    // Agreement in a row is asked for over time, not in one burst.
    await clock.sleep(poll_ms);
  }
};

/** Adds what the pages ask for to `assets`. */
const firstOtherPage = async (
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
      return `${path} answers ${fetched.status} and names ${named ?? "no release"} instead of ${release}`;
    const wrong = otherHeaders(path, keys.releaseFile(release, `${page}.html`), fetched.headers);
    if (wrong !== null) return wrong;
    for (const asset of assetsIn(fetched.body)) assets.add(asset);
  }
  return null;
};

const firstOtherFile = async (
  cdn: Cdn,
  kind: EdgeKind,
  { fixed }: RoutingTable,
  assets: Set<string>,
): Promise<string | null> => {
  const files = [...Object.entries(fixed), ...[...assets].map((path): [string, string] => [path, path])];
  for (const [path, file] of files) {
    const fetched = await cdn.fetchPage(kind, path);
    if (fetched.outcome === "unavailable") return `${path} could not be fetched (${String(fetched.cause)})`;
    if (fetched.status !== 200) return `${path} answers ${fetched.status}`;
    const wrong = otherHeaders(path, file.slice(1), fetched.headers);
    if (wrong !== null) return wrong;
  }
  return null;
};

/** Null where the content type and the cache lifetime are those that the object under `key` is to have. */
const otherHeaders = (path: string, key: string, headers: Record<string, string>): string | null => {
  const { contentType, cacheControl } = objectHeaders(key);
  for (const [name, expected] of [
    ["content-type", contentType],
    ["cache-control", cacheControl],
  ] as const) {
    const got = headers[name];
    if (got !== expected)
      return `${path} answers ${got === undefined ? `without ${name}` : `${name}: ${got}`} instead of ${expected}`;
  }
  return null;
};

const assetsIn = (html: string): string[] =>
  [...html.matchAll(/(?:src|href)="?(\/assets\/[^"\s>]+)/g)].map(([, path = ""]) => path);

export const releaseNamed = (html: string): string | null =>
  /<meta name="release" content="([^"]*)"/.exec(html)?.[1] ?? null;

/** Runs what is in DEVELOPMENT on the CDN's own engine: each page leads where the table says, and nothing else does. */
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
    // Strangers find a closed door, and one that opens to no other secret.
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
    if (got !== expects) throw new CdnFailed(`The ${kind} function leads ${path} to ${got}, not to ${expects}`);
  }
};

const closedTo = (cookies: EdgeFields): [string, number, EdgeFields] => ["/book/", 404, cookies];

const eventFor = (uri: string, cookies: EdgeFields): EdgeEvent => ({
  version: "1.0",
  context: { eventType: "viewer-request" },
  viewer: { ip: "192.0.2.1" },
  request: { method: "GET", uri, querystring: {}, headers: {}, cookies },
});
