import { jobTexts } from "../../../domain/job-text.ts";
import { sentenceCase, windowText, type Format } from "../../shared/format.ts";
import { PhoneIcon } from "../../shared/icon.tsx";
import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import * as sample from "#message/sample.ts";
import { dialLink } from "../job/value-text.ts";
import type { Job } from "../../../http/api-client.ts";
import { priceText } from "./price-text.ts";
import type { CrewVisit } from "./visit-step.ts";

interface Props {
  visit: CrewVisit;
  /** Undefined until it is loaded. Its place stays reserved. */
  job: Job | undefined;
  format: Format;
  /** Its place in the day; null for a late visit of another day. */
  stop: { number: number; of: number } | null;
}

/** The visit on the screen: time, service, customer, address, notes and directions. */
export const VisitCard = ({ visit, job, format, stop }: Props) => {
  const { card } = visit;
  // The API leaves out texts that crews do not see.
  const notes = [
    job?.visits.find(({ id }) => id === card.visit)?.note,
    job?.location.notes,
    ...jobTexts.map((name) => job?.[name]),
  ].filter((text): text is string => Boolean(text));
  const phone = job?.customer?.phone;
  return (
    <article class="crew-card" data-job={card.job} data-state={visit.state} aria-labelledby="crew-who">
      <p class="crew-line">
        <span>
          {stop !== null && <b>{message.stop(stop.number, stop.of)} · </b>}
          {whenText(visit, format)}
        </span>
        <Pill visit={visit} format={format} />
      </p>
      <Arrival visit={visit} job={job} format={format} />
      <h2 id="crew-who">{card.customer || staff.noName}</h2>
      <p class="crew-where">
        {card.street}
        <br />
        <span class="crew-quiet">{[card.city, job?.location.postal_code].filter(Boolean).join(" ")}</span>
      </p>
      <p class="crew-quiet">{whatText(visit, job)}</p>
      <Units visit={visit} job={job} />
      {job?.pricing !== undefined && (
        <p class="crew-quiet">
          {message.total} <b>{priceText(job.pricing, format)}</b>
        </p>
      )}
      {job?.pricing?.pending && (
        <div class="crew-notes">
          <b>{message.priceWaiting(format.money(job.pricing.pending.total_cents, job.pricing.currency))}</b>
          <p>{message.priceWaitingMore}</p>
        </div>
      )}
      {notes.length > 0 && (
        <div class="crew-notes" role="group" aria-label={message.notesLabel}>
          {notes.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      )}
      <div class="crew-pair">
        <a
          class="crew-button"
          href={directionsLink(visit, job)}
          target="_blank"
          rel="noopener noreferrer"
          aria-label={message.directionsTo(card.customer)}
        >
          {message.directions}
        </a>
        {phone === undefined ? (
          <span class="crew-button" aria-disabled="true">
            {job === undefined ? message.call : message.noPhone}
          </span>
        ) : (
          <a class="crew-button" href={dialLink(phone)} aria-label={message.callName(card.customer)}>
            <PhoneIcon /> {message.call}
          </a>
        )}
      </div>
    </article>
  );
};

/** The arrival time that the customer reads. */
const Arrival = ({ visit, job, format }: Pick<Props, "visit" | "job" | "format">) => {
  const at = job?.visits.find(({ id }) => id === visit.card.visit)?.arrival_estimate;
  const isAhead = visit.state === "en_route" || visit.state === "scheduled";
  return typeof at === "string" && isAhead ? (
    <p class="crew-quiet">{message.around(format.time(Date.parse(at)))}</p>
  ) : null;
};

/** The unit to bring and the unit to take. */
const Units = ({ visit, job }: Pick<Props, "visit" | "job">) => {
  const stop = job?.visits.find(({ id }) => id === visit.card.visit);
  const equipment = stop?.equipment;
  if (stop === undefined || equipment === undefined) return null;
  const parts = equipment.same_unit
    ? [message.emptyUnit(equipment.removes)]
    : [
        ...(stop.kind === "pickup" ? [] : [message.bringUnit(equipment.delivers)]),
        ...(stop.kind === "drop_off" ? [] : [message.takeUnit(equipment.removes)]),
      ];
  return (
    <p class="crew-units">
      {parts.map((part) => (
        <b key={part} class="crew-unit">
          {part}
        </b>
      ))}
    </p>
  );
};

export const whenText = ({ card, overdue }: CrewVisit, format: Format): string => {
  const window = card.window === null ? staff.anyTime : sentenceCase(windowText(card.window));
  const when = overdue && card.day !== null ? message.overdue(format.day(card.day)) : window;
  const text = message.when(when, staff.kinds[card.kind] || card.service);
  // A sample stop is marked, so that a crew does not drive to it.
  return card.sample === true ? `${sample.badge} · ${text}` : text;
};

/** The items, and the service unless the line above names it. */
const whatText = ({ card }: CrewVisit, job: Job | undefined): string =>
  [
    ...(staff.kinds[card.kind] === "" ? [] : [card.service]),
    ...(job?.items ?? []).map(({ label, quantity }) => (quantity === 1 ? label : `${quantity} × ${label}`)),
  ].join(" · ");

/** The state as a colored word, with a mark while a step is not sent yet. */
export const Pill = ({ visit, format }: { visit: CrewVisit; format: Format }) => {
  const { state, pending, since, card } = visit;
  const word = staff.visitStates[state];
  const text =
    state === "scheduled"
      ? card.status === "ready_for_pickup"
        ? message.ready
        : word
      : state === "on_site"
        ? staff.since(word, format.time(since))
        : staff.at(word, format.time(since));
  return (
    <span class="crew-pill" data-state={card.status === "ready_for_pickup" && state === "scheduled" ? "ready" : state}>
      {text}
      {pending && <span class="crew-pending">{message.pending}</span>}
    </span>
  );
};

/** A link that opens the maps app, on iOS and Android. */
const directionsLink = ({ card }: CrewVisit, job: Job | undefined): string => {
  const region = [job?.location.state, job?.location.postal_code].filter(Boolean).join(" ");
  const destination = [card.street, card.city, region].filter(Boolean).join(", ");
  return `https://www.google.com/maps/dir/?${new URLSearchParams({ api: "1", destination })}`;
};
