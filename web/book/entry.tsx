import { createPublicClient } from "../../http/client.ts";
import { realBrowser } from "../shared/browser.ts";
import { headingOf, keepFocus } from "../shared/keep-focus.ts";
import { laterPart } from "../shared/later-part.ts";
import { rememberRetryAfter } from "../shared/problem-text.ts";
import * as book from "#message/book.ts";
import { draw as drawView } from "../shared/view/draw.ts";
import { BookPage } from "./book-page.tsx";
import { createBooking, type Booking, type Screen, type StepHistory } from "./booking.ts";
import { allSteps, type Step } from "./draft.ts";
import type * as LaterPart from "./later.ts";
import type { BookState } from "./state.ts";

/** The path of the built `later.ts`. The build sets it. */
declare const laterPath: string;

// The composition root of the page: the only file that uses the document and the real browser.
// It draws into #page instead of the body, because browser extensions add their own nodes to the body.
const root = document.getElementById("page") ?? document.body;

const focus = (selector: string) => {
  const control = document.querySelector<HTMLElement>(selector);
  control?.focus({ preventScroll: true });
  return control;
};

/** Wide enough for the form and its summary side by side, as in book.css. */
const twoColumns = matchMedia("(min-width: 60em)");

let act: Booking | undefined;
let last: BookState | undefined;
const draw = () => {
  if (act === undefined || last === undefined) return;
  const page = { state: last, act, views: act.views(), wide: twoColumns.matches };
  document.title = last.catalog ? book.title(last.catalog.business.name) : book.titleBare;
  keepFocus(() => drawView(<BookPage {...page} />, root), headingOf);
};

const screen: Screen = {
  draw(state) {
    last = state;
    draw();
  },
  check: () =>
    [...document.querySelectorAll<HTMLInputElement>("#s3 .box")]
      .filter(({ validity }) => !validity.valid)
      .map(({ name, validity }) => ({
        name,
        why: validity.valueMissing ? "missing" : validity.typeMismatch ? "not_email" : "too_long",
      })),
  show(step) {
    (document.getElementById(`s${step}`) ?? document.body).scrollIntoView();
    const section = `#s${step}`;
    void (
      focus("#done") ??
      focus(`${section} :is(input:checked,input:not([type=radio]))`) ??
      focus(`${section} :is(input,textarea):enabled`) ??
      focus(`${section} h2`)
    );
  },
  showError() {
    const error = document.querySelector<HTMLElement>("[data-error]");
    const control = focus("[data-alternative]") ?? focus(`[name="${error?.dataset["error"]}"]`);
    (control ?? error)?.scrollIntoView({ block: "center" });
  },
  isWide: () => twoColumns.matches,
  showButton: () => void focus(".act"),
};

const stepOf = (state: unknown): Step | null => {
  const step = (state as { step?: unknown } | null)?.step;
  return allSteps.find((one) => one === step) ?? null;
};
const steps: StepHistory = {
  current: () => stepOf(history.state),
  replace: (step) => history.replaceState({ step }, ""),
  push: (step) => history.pushState({ step }, ""),
};

const loadLater = laterPart<typeof LaterPart>(laterPath);
const { fetcher, retryAfter } = rememberRetryAfter(fetch.bind(window));
act = createBooking({
  client: createPublicClient(fetcher),
  fetcher,
  browser: realBrowser(),
  screen,
  steps,
  loadLater: async () => {
    const part = await loadLater();
    part?.addStyle();
    return part;
  },
  retryAfter,
  release: document.querySelector<HTMLMetaElement>("[name=release]")?.content ?? "",
});
draw();
twoColumns.addEventListener("change", draw);
addEventListener("online", () => act?.retry());
addEventListener("popstate", ({ state }) => {
  const step = stepOf(state);
  if (step !== null) act?.went(step);
});
