import { epochOf } from "../../domain/clock.ts";
import { jobFields } from "../../domain/job-fields.ts";
import { jobTexts } from "../../domain/job-text.ts";
import { shownVisit, type HistoryEntry } from "../../domain/job.ts";
import type { JobView } from "../../projection/job-view.ts";
import * as message from "../message/jobs.ts";
import { plain } from "../terminal.ts";
import { addressText, crewText, dayText, statusText, totalText, whenText, type TextContext } from "./phrases.ts";

type Fact = [label: string, ...lines: string[]];

/** Describes one job. `past` adds its history and the page that it was booked on. */
export const showJob = (job: JobView, context: TextContext, { past }: { past: boolean }): string => {
  const { label } = message;
  const visit = shownVisit(job);
  const facts: Fact[] = [
    [label.when, whenText(visit, context)],
    [label.customer, customerText(job)],
    [label.address, addressText(job.location), ...(job.location.notes ?? "").split("\n")],
    [label.service, job.service.name],
    [label.items, ...job.items.map((item) => withQuantity(item))],
    [label.price, ...priceLines(job, context)],
    [label.quote, ...quoteLines(job, context)],
    [label.overage, ...overageLines(job, context)],
    [label.crew, crewText(visit.crew, context)],
    ...jobTexts.map((name): Fact => [jobFields[name].label, ...(job[name] ?? "").split("\n")]),
    [label.oldId, job.external_id ?? ""],
    [
      label.link,
      linkText(job),
      ...(job.tracking_url === undefined || context.linksKnown ? [] : [message.linkAddressGuessed]),
    ],
    ...(past ? pastFacts(job, context) : []),
  ];
  const wide = Math.max(...facts.map(([name]) => name.length)) + 2;
  return [
    `${label.job} ${job.id} · ${statusText(job)}`,
    ...facts.flatMap(([name, ...lines]) =>
      lines.filter((line) => line !== "").map((line, index) => `  ${(index === 0 ? name : "").padEnd(wide)}${line}`),
    ),
  ]
    .map(plain)
    .join("\n");
};

/** `Today 2:05  Moved by Ana: the gate was locked` */
export const entryText = ({ at, by, what, reason }: HistoryEntry, { format, today }: TextContext): string => {
  const day = format.dayOf(epochOf(at));
  const time = format.time(epochOf(at));
  const event = `${message.what[what]} ${message.by(by.name)}${reason === undefined ? "" : `: ${reason}`}`;
  return `${day === today ? time : `${format.date(day)} ${day.slice(0, 4) === today.slice(0, 4) ? "" : `${day.slice(0, 4)} `}${time}`}  ${event}`;
};

const customerText = ({ customer }: JobView): string =>
  [customer?.name || message.noName, customer?.phone, customer?.email].filter((part) => part !== undefined).join(" · ");

const withQuantity = ({ label, quantity }: { label: string; quantity: number }): string =>
  quantity === 1 ? label : `${label} × ${quantity}`;

const priceLines = ({ pricing }: JobView, { format }: TextContext): string[] => {
  const money = (cents: number) => format.money(cents, pricing.currency);
  const { deposit_cents: deposit } = pricing;
  return [
    deposit === 0
      ? totalText(pricing, format)
      : `${totalText(pricing, format)} · ${message.depositAsked(money(deposit))}`,
    ...(pricing.lines.length < 2
      ? []
      : pricing.lines.map((line) => `${withQuantity(line)} = ${money(line.amount_cents)}`)),
    ...pricing.amendments.map(({ from_cents: from, to_cents: to, reason, by }) =>
      message.amended(money(from), money(to), reason, by),
    ),
    ...(pricing.pending === null
      ? []
      : [message.pricePending(money(pricing.pending.total_cents), pricing.pending.reason, pricing.pending.by)]),
  ];
};

/** What the customer described, and the version that the office sent. */
const quoteLines = ({ quote, request, ended_by: ended }: JobView, context: TextContext): string[] => [
  ...(request === undefined ? [] : request.description.split("\n")),
  ...(request?.preferred ?? []).map(({ day, window }) =>
    message.preferred(whenText({ day, window: window ?? null }, context)),
  ),
  ...(quote === undefined
    ? []
    : [
        message.quoteVersion(quote.version, dayText(quote.valid_until, context)),
        ...(quote.message ?? "").split("\n"),
        ...(quote.approved === undefined ? [] : [message.quoteApproved(quote.approved.name, quote.approved.version)]),
      ]),
  ...(ended === undefined ? [] : [message.quoteEnded[ended.kind]]),
];

/** One line for each item of the review, with the id that `jobs overage` takes. */
const overageLines = ({ overage, pricing }: JobView, { format }: TextContext): string[] =>
  (overage?.items ?? []).map((item) => {
    const amount = format.money(item.amount_cents, pricing.currency);
    const why = item.reason === undefined ? "" : `: ${item.reason}`;
    return `${item.id}  ${withQuantity(item)} = ${amount}, ${message.overageState[item.state]}${why}`;
  });

const pastFacts = ({ seen, id, history }: JobView, context: TextContext): Fact[] => [
  ...(seen === undefined ? [] : [[message.label.bookedOn, message.bookedOnPage(seen.release, id)] satisfies Fact]),
  [message.label.history, ...(history ?? []).map((entry) => entryText(entry, context))],
];

const linkText = ({ link, tracking_url: url }: JobView): string =>
  link === "revoked" ? message.linkRevoked : link === "expired" ? message.linkExpired : (url ?? "");
