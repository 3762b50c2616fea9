import { createFormat, phoneText, telLink } from "../shared/format.ts";
import { PhoneIcon } from "../shared/icon.tsx";
import { PageHead } from "../shared/page-head.tsx";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";
import { Rich } from "../shared/rich.tsx";
import { NothingHere } from "../shared/icon.tsx";
import { Waiting } from "../shared/waiting.tsx";
import { answerOf, nextOf, stepsOf } from "./answer.ts";
import { Facts } from "./facts.tsx";
import type { Following } from "./following.ts";
import type { Views } from "./later.ts";
import type { Panel as PanelName, TrackState } from "./state.ts";

interface Props {
  state: TrackState;
  act: Following;
  /** The views of the part that loads later; null until it is here. */
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
          <Unknown state={state} act={act} />
        )}
      </main>
    </>
  );
};

/** No job to show: nothing yet, nothing any more, or no link. */
const Unknown = ({ state: { view, silent, business }, act }: { state: TrackState; act: Following }) => {
  const lost = view === "gone" || view === "unlinked";
  const [answer, next] =
    view === "unlinked"
      ? [track.noToken, track.noTokenNext]
      : view === "gone"
        ? [track.gone, track.goneNext]
        : silent
          ? [track.loadFailed, track.loadFailedNext]
          : [track.loading, ""];
  return (
    <div class={view === "waiting" && !silent ? "late" : lost ? "lost" : ""} aria-live="polite">
      {lost && <NothingHere />}
      <h1 tabIndex={-1}>{answer}</h1>
      <p class="lead">{next}</p>
      {view === "waiting" && silent && (
        <button type="button" class="act" onClick={act.look}>
          {customer.retry}
        </button>
      )}
      {business?.phone && (lost || silent) && (
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
    </div>
  );
};

const Job = ({ job, state, act, views }: Props & { job: NonNullable<TrackState["job"]> }) => {
  const { now, panel, errors, busy, said, silent, checked_at } = state;
  const format = createFormat(job.business.locale, job.business.time_zone);
  const today = format.dayOf(now);
  const cutoff = job.cutoff_at === null ? null : Date.parse(job.cutoff_at);
  const movable = job.can.includes("reschedule") && (cutoff === null || now < cutoff);
  const steps = stepsOf(job);
  const offers: [PanelName, string, boolean][] = [
    ["move", job.day === null ? track.chooseDay : track.move, movable],
    ["message", track.message, job.can.includes("message")],
    ["cancel", track.cancel, job.can.includes("cancel") && (cutoff === null || now < cutoff)],
  ];
  return (
    <>
      <div aria-live="polite">
        <h1 tabIndex={-1}>
          <Rich text={answerOf(job, today, format)} />
        </h1>
        <p class="lead">
          <Rich text={nextOf(job, today, format)} />
        </p>
      </div>
      <ol class="steps">
        {steps.map(({ label, at }) => (
          <li key={label} class={at} aria-current={at === "now" ? "step" : undefined}>
            {label}
          </li>
        ))}
      </ol>
      {job.can.includes("ready") && panel === null && (
        <>
          <button type="button" class="act" aria-disabled={busy ? "true" : undefined} onClick={act.ready}>
            {track.ready}
          </button>
          <p class="small quiet mid">{track.readyNote}</p>
        </>
      )}
      {panel === null && errors["action"] && (
        <p class="note" role="alert" data-error="action">
          {errors["action"]}
        </p>
      )}
      <p class={said && "note"} role="status">
        {said}
      </p>
      <Facts job={job} format={format} />
      <div class="offers">
        {offers.map(
          ([name, label, can]) =>
            can && (
              <button
                type="button"
                class="plain"
                key={name}
                aria-expanded={panel === name ? "true" : "false"}
                onClick={() => act.open(name)}
              >
                {label}
              </button>
            ),
        )}
      </div>
      {job.can.includes("reschedule") && cutoff !== null && (
        <p class="small quiet mid">
          {movable ? track.until(`${format.day(format.dayOf(cutoff))}, ${format.time(cutoff)}`) : track.tooLate}
        </p>
      )}
      {panel &&
        (views ? (
          <views.Panel name={panel} job={job} state={state} format={format} act={act} />
        ) : (
          <Waiting failed={state.later === "failed"} retry={act.retryLater} />
        ))}
      <h2 class="small quiet">{track.timelineTitle}</h2>
      <ol class="past">
        {job.timeline.toReversed().map(
          ({ at, what }) =>
            track.timeline[what] && (
              <li key={at + what}>
                <span class="quiet num">{format.moment(Date.parse(at), now)}</span>
                {track.timeline[what]}
              </li>
            ),
        )}
      </ol>
      <p class="small quiet mid">
        {silent ? track.lastKnown(format.time(checked_at)) : track.checked(Math.round((now - checked_at) / 1000))}
      </p>
    </>
  );
};
