import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import type { Job } from "../../../http/api-client.ts";
import type { AppContext } from "../app-context.ts";
import { Icon } from "../icon.tsx";
import type { InboxItem } from "../inbox/conversation.ts";
import { ageText } from "../inbox/message-text.ts";
import { nameOf } from "../inbox/name-of.ts";
import { linkTo } from "../navigation.ts";
import type { Waiting } from "./use-waiting.ts";
import { whenText } from "./when-text.ts";

/** Messages that need a reply and new online bookings, each with its next step. */
export const WaitingList = ({ app, waiting: { messages, bookings } }: { app: AppContext; waiting: Waiting }) => (
  <>
    {messages.length > 0 && (
      <section aria-labelledby="attention-messages">
        <h2 id="attention-messages">
          <Icon name="message" size={15} />
          {message.messages} <span class="num">{messages.length}</span>
        </h2>
        <ul>
          {messages.map((one) => (
            <MessageNote key={one.id} app={app} item={one} />
          ))}
        </ul>
      </section>
    )}
    {bookings.length > 0 && (
      <section aria-labelledby="attention-bookings">
        <h2 id="attention-bookings">
          <Icon name="calendar" size={15} />
          {message.newBookings} <span class="num">{bookings.length}</span>
        </h2>
        <ul>
          {bookings.map((job) => (
            <BookingNote key={job.id} app={app} job={job} />
          ))}
        </ul>
      </section>
    )}
  </>
);

const MessageNote = ({ app, item }: { app: AppContext; item: InboxItem }) => {
  const { navigation, format, browser } = app;
  return (
    <li class="attention-note" data-conversation={item.id}>
      <p class="attention-why">
        <b>
          <bdi>{nameOf(item) || staff.noName}</bdi>
        </b>
        <time class="num" dateTime={item.at}>
          {ageText(item.at, format, browser.now())}
        </time>
      </p>
      <p>
        <bdi>“{item.snippet}”</bdi>
      </p>
      <p class="attention-acts">
        <a class="attention-act" {...linkTo(navigation, { place: "inbox", conversation: item.id, job: null })}>
          {message.reply}
        </a>
        {item.job !== null && (
          <a class="attention-act" {...linkTo(navigation, { job: item.job, creating: false })}>
            {message.openJobOf}
          </a>
        )}
      </p>
    </li>
  );
};

const BookingNote = ({ app, job }: { app: AppContext; job: Job }) => {
  const { navigation, format, browser } = app;
  const next = job.visits.find(({ state }) => state !== "done");
  return (
    <li class="attention-note" data-booking={job.id}>
      <p class="attention-why">
        <b>
          <bdi>{job.customer?.name || staff.noName}</bdi>
        </b>
        {job.pricing !== undefined && (
          <span class="num">{format.money(job.pricing.total_cents, job.pricing.currency)}</span>
        )}
      </p>
      <p>
        {job.service.name}, {whenText(app, { day: next?.day ?? null, window: next?.window ?? null })}
      </p>
      <p class="attention-acts">
        <a class="attention-act" {...linkTo(navigation, { job: job.id, creating: false })}>
          {message.chooseCrew}
        </a>
        <span class="num quiet">{ageText(job.created_at, format, browser.now())}</span>
      </p>
    </li>
  );
};
