import type { Job } from "../../../http/api-client.ts";
import { windowText } from "../../shared/format.ts";
import * as message from "#message/price.ts";
import type { AppContext } from "../app-context.ts";

interface Props {
  app: AppContext;
  job: Job;
  today: string;
}

/** What the customer asked for, and the quote with its version, its last day and how long it waits. */
export const QuotePart = ({ app, job, today }: Props) => {
  const { request, quote, status, ended_by: ended } = job;
  return (
    <section class="panel-part quote-part" aria-labelledby="quote-title">
      <header>
        <h3 id="quote-title">{quote === undefined ? message.request : message.quote}</h3>
        {status === "requested" && (
          <span class="chip note">{message.requestedAgo(daysSince(app, job.created_at))}</span>
        )}
        {status === "quoted" && quote !== undefined && (
          <span class="chip note">{message.sentAgo(daysSince(app, quote.sent_at))}</span>
        )}
      </header>
      {request !== undefined && <Request {...{ app, request }} />}
      {quote !== undefined && <Sent {...{ app, quote, today }} />}
      {ended !== undefined && <p>{message.ended[ended.kind]}</p>}
    </section>
  );
};

const Request = ({ app: { format }, request }: { app: AppContext; request: NonNullable<Job["request"]> }) => (
  <>
    <p class="lines">
      <bdi>{request.description}</bdi>
    </p>
    {request.preferred.length > 0 && (
      <p class="small quiet">
        {message.wouldLike}:{" "}
        {request.preferred
          .map(({ day, window }) =>
            window === undefined ? format.day(day) : `${format.day(day)}, ${windowText(window)}`,
          )
          .join(" · ")}
      </p>
    )}
  </>
);

interface SentProps {
  app: AppContext;
  quote: NonNullable<Job["quote"]>;
  today: string;
}

const Sent = ({ app: { format }, quote, today }: SentProps) => {
  const { version, valid_until: last, approved, declined_reason: declined } = quote;
  const until = format.day(last);
  return (
    <>
      <p class="small quiet">
        {message.version(version)} ·{" "}
        {approved !== undefined
          ? message.approvedBy[approved.how](approved.name)
          : last < today
            ? message.expiredOn(until)
            : message.validUntil(until)}
      </p>
      {quote.message !== null && (
        <p class="lines">
          <bdi>{quote.message}</bdi>
        </p>
      )}
      {declined !== undefined && (
        <p class="quiet">
          <bdi>{declined}</bdi>
        </p>
      )}
    </>
  );
};

const daysSince = ({ format, browser }: AppContext, at: string): number => {
  const [from, to] = [format.dayOf(Date.parse(at)), format.dayOf(browser.now())];
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
};
