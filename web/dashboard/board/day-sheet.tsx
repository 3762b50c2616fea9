import type { Board, Card, Job } from "../../../http/api-client.ts";
import { phoneText, sentenceCase, windowText } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { keyOf } from "./cards.ts";

interface Props {
  app: AppContext;
  board: Board;
  /** The jobs of the day by id, for phone numbers and notes; empty if they were not loaded. */
  jobs: ReadonlyMap<string, Job>;
}

/** The day on paper: a page for each crew with its stops in order. It has no prices. */
export const DaySheet = ({ app, board, jobs }: Props) => (
  <>
    {sheetsOf(board).map(({ crew, visits }) => (
      <section class="sheet" key={crew?.id ?? ""}>
        <header>
          <h1>
            <bdi>{crew?.name ?? staff.unassigned}</bdi>
          </h1>
          <p>
            {app.longDay(board.day)} · {message.stops(visits.length, 0)}
          </p>
          <p>
            <bdi>{app.settings.business.name}</bdi>
          </p>
        </header>
        <ol>
          {visits.map((card) => (
            <SheetStop key={keyOf(card)} {...{ app, card }} job={jobs.get(card.job)} />
          ))}
        </ol>
      </section>
    ))}
  </>
);

/** The lanes that have stops, in their order. Cancelled visits are no stops. */
export const sheetsOf = ({ lanes }: Pick<Board, "lanes">): { crew: Board["lanes"][number]["crew"]; visits: Card[] }[] =>
  lanes
    .map(({ crew, visits }) => ({ crew, visits: visits.filter(({ status }) => status !== "cancelled") }))
    .filter(({ visits }) => visits.length > 0)
    .toSorted((a, b) => Number(a.crew === null) - Number(b.crew === null));

const SheetStop = ({ app, card, job }: { app: AppContext; card: Card; job: Job | undefined }) => {
  const phone = job?.customer?.phone;
  const notes = [job?.location.notes, job?.notes].filter(Boolean).join(" · ");
  const items = job?.items.map(({ label, quantity }) => (quantity === 1 ? label : `${quantity} × ${label}`)).join(", ");
  return (
    <li>
      <p>
        <b>
          <bdi>{card.customer || staff.noName}</bdi>
        </b>{" "}
        {phone !== undefined && <span class="num">{phoneText(phone)}</span>}
        <span class="sheet-when">
          {card.window === null ? staff.anyTime : sentenceCase(windowText(card.window))}
          {card.state === "done" && ` · ${app.format.time(Date.parse(card.since))}, ${staff.visitStates.done}`}
        </span>
      </p>
      <p>
        <bdi>{[card.street, card.city, job?.location.postal_code].filter(Boolean).join(", ")}</bdi>
      </p>
      <p>{[staff.kinds[card.kind] || card.service, items].filter(Boolean).join(" · ")}</p>
      {notes !== "" && (
        <p class="sheet-notes">
          <bdi>{notes}</bdi>
        </p>
      )}
    </li>
  );
};
