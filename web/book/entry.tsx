import { createPublicClient } from "../../http/client.ts";
import { realBrowser } from "../shared/browser.ts";
import { rememberRetryAfter } from "../shared/retry-after.ts";
import * as book from "../shared/message/book.ts";
import { draw as drawView } from "../shared/view/draw.ts";
import { BookPage } from "./book-page.tsx";
import { createBooking, type Booking, type Screen } from "./booking.ts";
import type { BookState } from "./state.ts";

// The composition root of the page: the only place that knows the document and the real browser.
// Not the body: extensions of the browser put their own things there.
const root = document.getElementById("page") ?? document.body;

const focus = (selector: string) => {
  const control = document.querySelector<HTMLElement>(selector);
  control?.focus({ preventScroll: true });
  return control;
};

const messageFor = ({ validity }: HTMLInputElement) =>
  validity.valueMissing ? book.needed : validity.typeMismatch ? book.notEmail : book.tooLong;

let act: Booking | undefined;
let last: BookState | undefined;
const draw = () => {
  if (act === undefined || last === undefined) return;
  document.title = last.catalog ? book.title(last.catalog.business.name) : book.titleBare;
  drawView(<BookPage state={last} act={act} />, root);
};

const screen: Screen = {
  draw(state) {
    last = state;
    draw();
  },
  check: () =>
    Object.fromEntries(
      [...document.querySelectorAll<HTMLInputElement>("#s2 .box")]
        .filter((control) => !control.validity.valid)
        .map((control) => [control.name, messageFor(control)]),
    ),
  show(step) {
    (document.getElementById(`s${step}`) ?? document.body).scrollIntoView();
    const section = `#s${step}`;
    void (
      focus("#done") ??
      focus(`${section} :is(input:checked,input:not([type=radio]))`) ??
      focus(`${section} input:enabled`) ??
      focus(`${section} h2`)
    );
  },
  showError() {
    const error = document.querySelector<HTMLElement>("[data-error]");
    const control = focus("[data-alternative]") ?? focus(`[name="${error?.dataset["error"]}"]`);
    (control ?? error)?.scrollIntoView({ block: "center" });
    return error !== null;
  },
  showButton: () => void focus(".act"),
};

const { fetcher, retryAfter } = rememberRetryAfter(fetch.bind(window));
addEventListener("online", () => last?.down && act?.retry());
const release = document.querySelector<HTMLMetaElement>("[name=release]")?.content ?? "";
act = createBooking(createPublicClient("", fetcher), realBrowser(), screen, retryAfter, release);
draw();
