import { realBrowser } from "../shared/browser.ts";
import { headingOf, keepFocus } from "../shared/keep-focus.ts";
import { createFormat } from "../shared/format.ts";
import { laterPart } from "../shared/later-part.ts";
import * as track from "#message/track.ts";
import { rememberRetryAfter } from "../shared/problem-text.ts";
import { draw } from "../shared/view/draw.ts";
import { headlineOf } from "./job-text.ts";
import { createReadClient } from "./read-client.ts";
import { createTracking, type Tracking, type Screen } from "./tracking.ts";
import type * as LaterPart from "./later.ts";
import { readLink } from "./link.ts";
import type { TrackState } from "./state.ts";
import { TrackPage } from "./track-page.tsx";

/** The path of the built `later.ts`. The build sets it. */
declare const laterPath: string;

// The composition root of the page: the only file that uses the document and the real browser.
// It draws into #page instead of the body, because browser extensions add their own nodes to the body.
const root = document.getElementById("page") ?? document.body;
const browser = realBrowser();
const kept = "token";
const link = readLink(location);
if (link.clean !== null) {
  // Before anything else, the token leaves the address. This tab stores it for a reload.
  browser.write(kept, link.token);
  history.replaceState(null, "", link.clean);
}
const stored = browser.read(kept);
const token = link.token || (typeof stored === "string" ? stored : "");

let act: Tracking | undefined;
let last: TrackState | undefined;
const redraw = () => {
  if (act === undefined || last === undefined) return;
  const { job, now } = last;
  const format = job && createFormat(job.business.locale, job.business.time_zone);
  document.title =
    job && format ? track.title(headlineOf(job, format.dayOf(now), format), job.business.name) : track.titleBare;
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
    if (panel === null) return focus("h1");
    const dialog = document.querySelector<HTMLDialogElement>("dialog");
    if (dialog?.open === false) dialog.showModal();
    focus(document.querySelector("dialog [autofocus]") ? "dialog [autofocus]" : "dialog h2");
  },
  showError: () => focus("[data-alternative],[data-error]"),
};

const { fetcher, retryAfter } = rememberRetryAfter(fetch.bind(window));
act = createTracking({
  token,
  client: createReadClient(fetcher),
  fetcher,
  browser,
  screen,
  loadLater: laterPart<typeof LaterPart>(laterPath),
  retryAfter,
});
redraw();

document.addEventListener("visibilitychange", () => (screen.visible() ? act?.refresh() : act?.pause()));
addEventListener("online", () => act?.refresh());
// A second link that opens in this tab changes only the fragment.
addEventListener("hashchange", () => location.reload());
