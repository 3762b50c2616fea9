import type { ComponentChildren } from "preact";
import type { Job } from "../../../http/api-client.ts";
import { jobTexts } from "../../../domain/job-text.ts";
import { windowText, type Format } from "../../shared/format.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import { CopyButton } from "../copy-button.tsx";
import type { AppContext } from "../app-context.ts";
import { shownVisit } from "./visit.ts";
import { dialLink, directionsLink, phoneText } from "./value-text.ts";

interface Props {
  app: AppContext;
  job: Job;
  changeLink: (action: "revoke" | "replace") => void;
}

/** Everything that is known of a job, in the order in which people ask. */
export const JobFacts = ({ app, job, changeLink }: Props) => {
  const { format, crewName } = app;
  const { location, customer, pricing } = job;
  const visit = shownVisit(job);
  const phone = customer?.phone;
  const changed = pricing?.amendments.at(-1);
  const date = (at: string) => format.date(format.dayOf(Date.parse(at)));
  return (
    <dl class="panel-facts">
      <Fact term={message.where}>
        <bdi>
          {location.street}, {[location.city, location.state].filter(Boolean).join(", ")} {location.postal_code}
        </bdi>{" "}
        <a
          href={directionsLink([location.street, location.city, location.state, location.postal_code])}
          target="_blank"
          rel="noreferrer"
        >
          {message.directions}
        </a>
        {location.notes !== undefined && (
          <p class="quiet">
            <bdi>{location.notes}</bdi>
          </p>
        )}
      </Fact>
      <Fact term={message.when}>
        {visit.day === null
          ? staff.notScheduled
          : `${format.day(visit.day)}, ${visit.window === null ? staff.anyTime.toLowerCase() : windowText(visit.window)}`}
        {" · "}
        <bdi>{visit.crew === null ? staff.unassigned : crewName(visit.crew)}</bdi>
      </Fact>
      <Fact term={message.what}>
        {job.service.name}
        {job.items.length > 0 && (
          <span class="quiet">
            {" "}
            · {job.items.map(({ label, quantity }) => (quantity === 1 ? label : `${quantity} × ${label}`)).join(", ")}
          </span>
        )}
      </Fact>
      {pricing !== undefined && (
        <Fact term={message.price}>
          <b>{format.fullMoney(pricing.total_cents, pricing.currency)}</b>{" "}
          {pricing.kind === "flat" && `${message.flat} `}
          <span class="chip" data-tone="plain">
            {changed === undefined
              ? message.priceLocked(date(pricing.frozen_at))
              : message.priceChanged(changed.by, date(changed.at))}
          </span>
          {pricing.kind === "itemized" && <PriceLines {...{ pricing, format }} />}
          {pricing.amendments.map(({ at, by, reason, from_cents, to_cents }) => (
            <p class="quiet small" key={at}>
              {message.amended(
                format.money(from_cents, pricing.currency),
                format.money(to_cents, pricing.currency),
                by,
                date(at),
              )}
              : <bdi>{reason}</bdi>
            </p>
          ))}
        </Fact>
      )}
      <Fact term={message.customer}>
        {phone === undefined ? (
          <span class="quiet">{message.noPhone}</span>
        ) : (
          <a href={dialLink(phone)} class="num">
            {phoneText(phone)}
          </a>
        )}
        {customer?.email !== undefined && (
          <>
            {" · "}
            <bdi>{customer.email}</bdi>
          </>
        )}
      </Fact>
      <Fact term={message.link}>
        <Link {...{ job, changeLink }} />
      </Fact>
      {jobTexts.map(
        (name) =>
          typeof job[name] === "string" && (
            <Fact key={name} term={staff.jobTexts[name].label}>
              <bdi class="lines">{job[name]}</bdi>
            </Fact>
          ),
      )}
      {job.visits.length > 1 && (
        <Fact term={message.visits}>
          <ol>
            {job.visits.map(({ id, kind, day, window, crew, state }) => (
              <li key={id} class={state === "done" ? "quiet" : ""}>
                {message.kindNames[kind]}: {staff.visitStates[state].toLowerCase()}
                {day !== null && ` · ${format.day(day)}${window === null ? "" : `, ${windowText(window)}`}`}
                {crew !== null && ` · ${crewName(crew)}`}
              </li>
            ))}
          </ol>
        </Fact>
      )}
    </dl>
  );
};

const Fact = ({ term, children }: { term: string; children: ComponentChildren }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

const PriceLines = ({ pricing, format }: { pricing: NonNullable<Job["pricing"]>; format: Format }) => (
  <ul class="price-lines">
    {pricing.lines.map(({ label, quantity, amount_cents }, index) => (
      <li key={index} class="row">
        <span>{quantity === 1 ? label : `${quantity} × ${label}`}</span>
        <span class="num">{format.money(amount_cents, pricing.currency)}</span>
      </li>
    ))}
  </ul>
);

const Link = ({ job, changeLink }: Pick<Props, "job" | "changeLink">) => {
  if (job.tracking_url === undefined || job.link !== "live") {
    return (
      <>
        <span class="quiet">{job.link === "expired" ? message.linkExpired : message.linkRevoked}</span>{" "}
        <button type="button" class="bare" onClick={() => changeLink("replace")}>
          {message.makeLink}
        </button>
      </>
    );
  }
  return (
    <div class="link-ways">
      <CopyButton text={job.tracking_url} label={message.copyLink} />
      <button type="button" class="bare" onClick={() => changeLink("replace")}>
        {message.replace}
      </button>
      <button type="button" class="bare" onClick={() => changeLink("revoke")}>
        {message.revoke}
      </button>
      {job.source === "import" && <p class="quiet small">{message.linkImported}</p>}
    </div>
  );
};
