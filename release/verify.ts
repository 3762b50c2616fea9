import { pagesOf, type EdgeKind, type EdgeTable, type PageName } from "../edge/edge-code.ts";
import type { EdgeEvent, EdgeFields } from "../edge/event.ts";
import { previewCookies } from "../edge/preview-link.ts";
import type { Etag } from "./cdn.ts";
import { CdnFailed, Overtaken, repeated } from "./pointer.ts";
import type { Shipping } from "./shipping.ts";
import { pagesToVerify, releasesIn, viewerPath } from "./table.ts";

type Reach = Pick<Shipping, "cdn" | "clock">;
type PreviewReach = Pick<Shipping, "cdn" | "clock" | "preview">;

/**
 * Waits until the distribution is deployed and each page has named its release so many times in a row. One place answers
 * a look, and an early one still shows the page before.
 * @throws CdnFailed with what was seen last, when patience ends.
 */
export const verify = async ({ cdn, clock }: Reach, kind: EdgeKind, table: EdgeTable): Promise<void> => {
  const { looks, poll_ms, patience_ms } = cdn.pace;
  const deadline = clock.now() + patience_ms;
  const expected = releasesIn(table);
  const pages = pagesToVerify(kind).filter((page) => typeof expected[page] === "string");
  let agreed = 0;
  let seen = "it is still being deployed";
  for (;;) {
    const deployed = await repeated(clock, () => cdn.isDeployed(kind), `ask whether ${kind} is deployed`);
    const other = deployed.deployed ? await firstOther(cdn, kind, pages, expected) : seen;
    if (other === null) agreed += 1;
    else [agreed, seen] = [0, other];
    if (agreed >= looks) return;
    if (clock.now() > deadline)
      throw new CdnFailed(`After ${patience_ms / 1000} s ${kind} is not what was published: ${seen}`);
    // Agreement in a row is asked for over time, not in one burst.
    await clock.sleep(poll_ms);
  }
};

const firstOther = async (
  cdn: Shipping["cdn"],
  kind: EdgeKind,
  pages: PageName[],
  expected: Partial<Record<PageName, string | null>>,
): Promise<string | null> => {
  for (const page of pages) {
    const path = viewerPath(kind, page);
    const fetched = await cdn.fetchPage(kind, path);
    if (fetched.outcome === "unavailable") return `${path} could not be fetched (${String(fetched.cause)})`;
    const named = releaseNamed(fetched.body);
    if (fetched.status !== 200 || named !== expected[page])
      return `${path} answers ${fetched.status} and names ${named ?? "no release"} instead of ${expected[page] ?? ""}`;
  }
  return null;
};

export const releaseNamed = (html: string): string | null =>
  /<meta name="release" content="([^"]*)"/.exec(html)?.[1] ?? null;

/** Runs what is in DEVELOPMENT on the CDN's own engine: each page leads where the table says, and nothing else does. */
export const tryOut = async (
  { cdn, clock, preview }: PreviewReach,
  kind: EdgeKind,
  table: EdgeTable,
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
    const told = await repeated(
      clock,
      () => cdn.testFunction(kind, etag, eventFor(path, sent)),
      `test the ${kind} function`,
    );
    if (told.outcome === "conflict") throw new Overtaken(kind);
    if (told.outcome === "failed") throw new CdnFailed(`The ${kind} function fails on ${path}: ${told.reason}`);
    const got = "statusCode" in told.result ? told.result.statusCode : told.result.uri;
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
