import type { ActivityEntry } from "../../../http/api-client.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { followHere } from "../navigation.ts";
import { noFilter } from "../route.ts";
import { activityText } from "./activity-text.ts";

/** The entries under a heading for each day, newest first. */
export const ActivityList = ({ app, entries }: { app: AppContext; entries: ActivityEntry[] }) => {
  const { format, navigation, settings, crewName } = app;
  const { currency, time_zone: zone } = settings.business;
  const days = Map.groupBy(entries, ({ at }) => format.dayOf(Date.parse(at)));
  return [...days].map(([day, done]) => (
    <section key={day} class="activity-day" aria-labelledby={`day-${day}`}>
      <h2 id={`day-${day}`}>{format.day(day)}</h2>
      <ul class="page-list">
        {done.map((entry) => {
          const open = { place: "jobs" as const, job: entry.job?.id ?? null, filter: noFilter };
          return (
            <li key={`${entry.job?.id ?? ""}${entry.id}`} data-what={entry.what}>
              <time class="num quiet" dateTime={entry.at}>
                {format.time(Date.parse(entry.at))}
              </time>
              <span class="activity-text">
                <bdi>{activityText(entry, { format, currency, zone, crewName })}</bdi>
              </span>
              {entry.job !== undefined && (
                <a href={navigation.href(open)} onClick={followHere(() => navigation.go(open))}>
                  <bdi>{entry.job.customer ?? staff.noName}</bdi> <span class="quiet small">{entry.job.id}</span>
                </a>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  ));
};
