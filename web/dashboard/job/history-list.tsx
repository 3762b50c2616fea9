import { undoableEntry } from "../../../domain/undoable-entry.ts";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/job.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { historyText } from "./history-text.ts";

interface Props {
  app: AppContext;
  job: Job;
  busy: boolean;
  undo: () => void;
}

/** The history of a job, newest first. The undo is below the change that it undoes. */
export const HistoryList = ({ app, job, busy, undo }: Props) => {
  const { format, browser, crewName, settings } = app;
  const history = job.history ?? [];
  const undoable = undoableEntry(history)?.id;
  return (
    <section class="happened" aria-label={message.history}>
      <ol>
        {history.toReversed().map((entry) => {
          const text = historyText(entry, { format, currency: settings.business.currency, crewName });
          return (
            <li key={entry.id} data-what={entry.what}>
              <time dateTime={entry.at} title={format.moment(Date.parse(entry.at), browser.now())}>
                {whenHappened(entry.at, app)}
              </time>
              <div>
                <bdi>{text}</bdi>
                {entry.id === undoable && (
                  <button
                    type="button"
                    class="bare"
                    aria-label={message.undoThis(text)}
                    aria-disabled={busy}
                    onClick={undo}
                  >
                    {staff.undo}
                  </button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
};

/** The time of an entry of today, else its day. */
const whenHappened = (at: string, { format, browser }: AppContext): string => {
  const instant = Date.parse(at);
  const day = format.dayOf(instant);
  return day === format.dayOf(browser.now()) ? format.time(instant) : format.date(day);
};
