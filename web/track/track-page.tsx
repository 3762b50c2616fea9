import type { TrackedJob } from "../../http/client.ts";
import { createFormat, phoneText, telLink, type Format } from "../shared/format.ts";
import { PhoneIcon } from "../shared/icon.tsx";
import { PageHead } from "../shared/page-head.tsx";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";
import { Rich } from "../shared/rich.tsx";
import { Waiting } from "../shared/waiting.tsx";
import { headlineOf, isExpired, nextStepOf, progressOf } from "./job-text.ts";
import { Facts } from "./facts.tsx";
import { isOnSite } from "./rental.ts";
import { RentalBox } from "./rental-box.tsx";
import type { Tracking } from "./tracking.ts";
import type { Views } from "./later.ts";
import type { Panel as PanelName, TrackState } from "./state.ts";

interface Props {
  state: TrackState;
  act: Tracking;
  /** The views of the part that loads later. Null until it has loaded. */
  views: Views | null;
}

export const TrackPage = ({ state, act, views }: Props) => {
  const { job, view } = state;
  const business = job?.business ?? state.business;
  return (
    <>
      <PageHead name={business?.name ?? ""} phone={business?.phone ?? ""} />
      <main class="wrap" data-status={job?.status} data-stage={job?.stage}>
        {view === "job" && job ? (
          <Job job={job} state={state} act={act} views={views} />
        ) : (
          <Unknown state={state} act={act} views={views} />
        )}
      </main>
    </>
  );
};

/** Shows that there is no job: it is still loading, the link is no longer valid, or there is no link. */
const Unknown = ({ state: { view, unreachable, business }, act, views }: Props) => {
  const lost = view === "gone" || view === "unlinked";
  const [answer, next] =
    view === "unlinked"
      ? [track.noToken, track.noTokenNext]
      : view === "gone"
        ? [track.gone, track.goneNext]
        : unreachable
          ? [track.loadFailed, track.loadFailedNext]
          : [track.loading, ""];
  return (
    <div class={view === "waiting" && !unreachable ? "late" : lost ? "lost" : ""} aria-live="polite">
      <h1 tabIndex={-1}>{answer}</h1>
      <p class="lead">{next}</p>
      {view === "waiting" && unreachable && (
        <button type="button" class="act" onClick={act.refresh}>
          {customer.retry}
        </button>
      )}
      {business?.phone && (lost || unreachable) && (
        <a class={lost ? "act" : "plain"} href={telLink(business.phone)}>
          <PhoneIcon />
          {customer.call(phoneText(business.phone))}
        </a>
      )}
      {lost && (
        <a class="plain" href="/book/">
          {customer.bookJob}
        </a>
      )}
      {lost && views && <views.NothingHere />}
    </div>
  );
};

const Job = ({ job, state, act, views }: Props & { job: TrackedJob }) => {
  const { now, panel, errors, notice, unreachable, checked_at } = state;
  const format = createFormat(job.business.locale, job.business.time_zone);
  const today = format.dayOf(now);
  const onSite = isOnSite(job) ? job.rental : null;
  return (
    <>
      <div aria-live="polite">
        <h1 tabIndex={-1}>
          <Rich text={headlineOf(job, today, format)} />
        </h1>
        <p class="lead">
          <Rich text={nextStepOf(job, today, format)} />
        </p>
      </div>
      <ol class="steps">
        {progressOf(job).map(({ label, at }) => (
          <li key={label} class={at} aria-current={at === "now" ? "step" : undefined}>
            {label}
          </li>
        ))}
      </ol>
      {views && <views.Above job={job} state={state} format={format} act={act} />}
      {panel === null && errors["action"] && (
        <p class="note" role="alert" data-error="action">
          {errors["action"]}
        </p>
      )}
      <p class={notice && "note"} role="status">
        {notice}
      </p>
      {onSite ? (
        <RentalBox job={job} rental={onSite} today={today} format={format} />
      ) : (
        <Facts job={job} format={format} />
      )}
      {views && <views.QuoteLines job={job} format={format} />}
      <Offers job={job} state={state} format={format} act={act} />
      {onSite && <Facts job={job} format={format} />}
      <p class="small quiet mid">
        {unreachable ? track.lastKnown(format.time(checked_at)) : track.checked(Math.round((now - checked_at) / 1000))}
      </p>
      {views && <views.Below job={job} now={now} format={format} />}
      {panel && (
        <dialog
          id="panel"
          key={panel}
          aria-labelledby="panel-title"
          onCancel={() => act.open(panel)}
          onClick={({ target, currentTarget }) => target === currentTarget && act.open(panel)}
        >
          {views ? (
            <views.Panel name={panel} job={job} state={state} format={format} act={act} />
          ) : (
            <Waiting failed={state.later === "failed"} retry={act.retryLater} />
          )}
        </dialog>
      )}
    </>
  );
};

interface PartProps {
  job: TrackedJob;
  state: TrackState;
  format: Format;
  act: Tracking;
}

/** The buttons that open a panel, the next step first, and until when the customer can move or cancel. */
const Offers = ({ job, state: { now }, format, act }: PartProps) => {
  const { can, cutoff_at: until, stage } = job;
  const cutoff = until === null ? null : Date.parse(until);
  const inTime = cutoff === null || now < cutoff;
  const isAsked = stage === "requested" || stage === "quoted";
  const offers: [PanelName, string, boolean?][] = [
    ["approve", track.approve, !isExpired(job, format.dayOf(now))],
    ["ready", track.ready],
    ["extend", track.extend],
    ["swap", track.swap],
    ["move", moveLabel(job), inTime],
    ["decline", track.decline],
    ["message", isAsked ? track.askQuestion : track.message],
    ["cancel", isAsked ? track.withdraw : track.cancel, inTime],
  ];
  return (
    <>
      <div class="offers">
        {offers.map(
          ([name, label, isOpen = true]) =>
            isOpen &&
            can.includes(name === "move" ? "reschedule" : name) && (
              <button
                type="button"
                class={name === "approve" || name === "ready" ? "act" : "plain"}
                key={name}
                aria-haspopup="dialog"
                onClick={() => act.open(name)}
              >
                {label}
              </button>
            ),
        )}
        {can.includes("book_again") && (
          <a class="plain" key="book" href="/book/">
            {track.bookAgain}
          </a>
        )}
      </div>
      {cutoff !== null && (
        <p class="small quiet mid">
          {inTime ? track.until(`${format.day(format.dayOf(cutoff))}, ${format.time(cutoff)}`) : track.tooLate}
        </p>
      )}
    </>
  );
};

const moveLabel = ({ day, visits }: TrackedJob): string => {
  const kind = visits.find(({ state }) => state !== "done")?.kind;
  if (day === null) return kind === "pickup" ? track.choosePickup : track.chooseDay;
  return kind === "pickup" ? track.movePickup : kind === "swap" ? track.moveSwap : track.move;
};
