import { createPublicClient } from "../../http/client.ts";
import { realBrowser } from "../shared/browser.ts";
import { headingOf, keepFocus } from "../shared/keep-focus.ts";
import { createFormat } from "../shared/format.ts";
import { laterPart } from "../shared/later-part.ts";
import * as track from "#message/track.ts";
import { rememberRetryAfter } from "../shared/problem-text.ts";
import { draw } from "../shared/view/draw.ts";
import { answerOf } from "./answer.ts";
import { createFollowing, type Following, type Screen } from "./following.ts";
import type * as LaterPart from "./later.ts";
import { readLink } from "./link.ts";
import type { TrackState } from "./state.ts";
import { TrackPage } from "./track-page.tsx";

/** The address of `later.ts` as it was built. */
declare const laterPath: string;

// The composition root of the page: the only place that knows the document and the real browser.
// Not the body: extensions of the browser put their own things there.
const root = document.getElementById("page") ?? document.body;
const browser = realBrowser();
const kept = "token";
const link = readLink(location);
if (link.clean !== null) {
  // Before anything else: the token leaves the address, and this tab keeps it for a reload.
  browser.write(kept, link.token);
  history.replaceState(null, "", link.clean);
}
const before = browser.read(kept);
const token = link.token || (typeof before === "string" ? before : "");

let act: Following | undefined;
let last: TrackState | undefined;
const redraw = () => {
  if (act === undefined || last === undefined) return;
  const { job, now } = last;
  const format = job && createFormat(job.business.locale, job.business.time_zone);
  document.title =
    job && format ? track.title(answerOf(job, format.dayOf(now), format), job.business.name) : track.titleBare;
  const page = { state: last, act, views: act.views() };
  keepFocus(() => draw(<TrackPage {...page} />, root), headingOf);
};

const focus = (selector: string) => {
  const found = document.querySelector<HTMLElement>(selector);
  found?.focus({ preventScroll: true });
  found?.scrollIntoView({ block: "nearest" });
};

const screen: Screen = {
  draw(state) {
    last = state;
    redraw();
  },
  visible: () => document.visibilityState === "visible",
  show(panel) {
    document.getElementById("panel")?.scrollIntoView({ block: "nearest" });
    focus(panel ? "#panel :is(textarea,input:enabled)" : "h1");
  },
  showError: () => focus("[data-alternative],[data-error]"),
};

const { fetcher, retryAfter } = rememberRetryAfter(fetch.bind(window));
act = createFollowing({
  token,
  client: createPublicClient(fetcher),
  fetcher,
  browser,
  screen,
  loadLater: laterPart<typeof LaterPart>(laterPath),
  retryAfter,
});
redraw();

document.addEventListener("visibilitychange", () => (screen.visible() ? act?.look() : act?.rest()));
addEventListener("online", () => act?.look());
// Another link opened in this tab changes only the fragment.
addEventListener("hashchange", () => location.reload());
