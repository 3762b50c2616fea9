import { createPublicClient, type PublicClient, type TrackedJob } from "../../http/client.ts";
import { moreDays, noDaysYet, windowOf } from "../shared/free-days.ts";
import { NothingHere } from "../shared/icon.tsx";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";
import { createAskPrice } from "./ask-price.ts";
import type { JobFeed } from "./job-feed.ts";
import { Above } from "./above.tsx";
import { Below } from "./below.tsx";
import { Panel } from "./panel.tsx";
import { QuoteLines } from "./quote-lines.tsx";
import { createSendAction } from "./send-action.ts";
import type { Panel as PanelName, TrackState } from "./state.ts";
import type { TrackingContext } from "./tracking.ts";

/** The style of this part. The build sets it, and tests have none. */
declare const laterStyle: string | undefined;

/** Adds the style of this part to the page. The page's policy allows no other style element, but it allows this. */
const addStyle = (text: string): void => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
};

/** The views that the first screen does not need. */
export const views = { Above, Below, NothingHere, Panel, QuoteLines };
export type Views = typeof views;

/** How many days ahead a customer can look to move. The server refuses days beyond its own limit. */
const daysAhead = 60;

/** The effects that the first screen does not need: everything that the customer does. */
export const createLater = (
  context: TrackingContext,
  feed: JobFeed,
  client: PublicClient = createPublicClient(context.fetcher),
) => {
  const { screen, machine, today } = context;
  if (typeof laterStyle === "string") addStyle(laterStyle);
  const { state, send } = machine;
  const refuse = (name: string, text: string) => {
    send({ is: "refused", name, text });
    screen.showError();
  };
  const loadDays = async () => {
    const { job, free, panel } = state();
    if (job === null) return;
    const none = noDaysYet(job.service_id, today(), daysAhead);
    const known = hasDaysFor(state()) && free !== null ? free : { ...none, is_pickup: choosesPickup(job, panel) };
    send({ is: "days", free: { ...known, state: "loading" } });
    send({ is: "days", free: await moreDays(client, known, today()) });
  };
  const loadTerms = async () => {
    const catalog = await client.getCatalog();
    if (catalog.ok) send({ is: "terms", terms: catalog.value.terms.text });
  };
  const sendAction = createSendAction(context, client, feed, () => void loadDays());
  const askPrice = createAskPrice(context, client);
  return {
    loadDays: () => void loadDays(),
    /** Loads what the opened panel shows. */
    opened: (panel: PanelName) => {
      if (pickers.has(panel) && !(state().free?.state === "here" && hasDaysFor(state()))) void loadDays();
      if (panel === "approve" && state().terms === "") void loadTerms();
      if (panel === "swap") void askPrice.swap();
      if (panel === "extend") void askPrice.latest();
    },
    typed: (name: string, value: string) => {
      if (name === "until") void askPrice.extend(value);
    },
    agree: () => {
      const change = state().job?.price_change;
      if (change)
        void sendAction("agree", { change: change.id, total_cents: change.total_cents, agree: true }, track.agreed);
    },
    submit: () => {
      const { panel } = state();
      if (panel === null) return;
      const made = bodyOf(context, panel);
      if ("fault" in made) return refuse(made.field, made.fault);
      void sendAction(panel, made.body, made.notice);
    },
  };
};

/** The panels in which the customer chooses a day. */
const pickers = new Set<PanelName>(["move", "ready", "swap", "approve"]);

/** True if the panel chooses the day of a pickup, which needs no free unit. */
const choosesPickup = (job: TrackedJob, panel: PanelName | null): boolean =>
  panel === "ready" || (panel === "move" && job.visits.find((visit) => visit.state !== "done")?.kind === "pickup");

/** True if the loaded days are those that the open panel chooses from. */
const hasDaysFor = ({ free, job, panel }: TrackState): boolean =>
  job !== null && (free?.is_pickup === true) === choosesPickup(job, panel);

type Made = { body: object; notice: string } | { field: string; fault: string };

/** Makes the body of a panel's call from what the customer entered, or names what is missing. */
const bodyOf = ({ machine }: TrackingContext, panel: PanelName): Made => {
  const { fields, job, offer } = machine.state();
  const total = offer === null ? {} : { total_cents: offer.total_cents };
  const text = (name: string) => fields[name]?.trim() ?? "";
  const optional = (name: string) => (text(name) ? { [name]: text(name) } : {});
  const [day, window] = [text("day"), windowOf(text("window"))];
  switch (panel) {
    case "ready":
      return { body: { ...optional("note"), ...pickupOf(text("pickup")) }, notice: "" };
    case "extend":
      if (!text("until")) return { field: "until", fault: track.neededUntil };
      return { body: { until: text("until"), ...total }, notice: track.keptLonger };
    case "swap":
      if (day && window === null) return { field: "window", fault: customer.neededWindow };
      return {
        body: { ...optional("note"), ...(day && window ? { day, window } : {}), ...total },
        notice: track.swapSet,
      };
    case "move":
      if (!day) return { field: "day", fault: customer.neededDay };
      if (window === null) return { field: "window", fault: customer.neededWindow };
      return { body: { day, window, ...total }, notice: track.moved };
    case "approve":
      if (!day) return { field: "day", fault: customer.neededDay };
      if (window === null) return { field: "window", fault: customer.neededWindow };
      if (!text("name")) return { field: "name", fault: track.neededName };
      if (!text("terms_accepted")) return { field: "terms_accepted", fault: track.neededTerms };
      return {
        body: {
          answer: "approve",
          version: job?.quote?.version,
          day,
          window,
          name: text("name"),
          terms_accepted: true,
        },
        notice: track.approved,
      };
    case "decline":
      return { body: { answer: "decline", ...optional("reason") }, notice: "" };
    case "message":
      if (!text("text")) return { field: "text", fault: track.neededText };
      return { body: { text: text("text") }, notice: track.sent };
    case "cancel":
      return { body: optional("reason"), notice: "" };
  }
};

/** `2026-12-07` for any time that day, `2026-12-05 08:00-12:00` for a window. Nothing: as soon as the business can. */
const pickupOf = (pickup: string): object => {
  const [day, span] = pickup.split(" ");
  const window = windowOf(span ?? "");
  return day ? { day, ...(window === null ? {} : { window }) } : {};
};

export type Later = ReturnType<typeof createLater>;
