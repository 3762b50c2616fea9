import { useEffect, useState } from "preact/hooks";
import type { Format } from "../../shared/format.ts";
import * as message from "#message/settings.ts";
import * as staff from "#message/staff.ts";
import { noFilter, baseOf, printRoute } from "../route.ts";
import type { SettingsApi } from "./settings-api.ts";

interface Props {
  api: Pick<SettingsApi, "getBoard">;
  /** Days that are to be closed and are not yet. */
  days: string[];
  format: Format;
}

/** How many stops are still to be done on each day that is about to be closed, with the way to that day's board. */
export const ClosedDayVisits = ({ api, days, format }: Props) => {
  const [stops, setStops] = useState<Readonly<Record<string, number | "failed">>>({});
  const asked = days.join();
  useEffect(() => {
    let gone = false;
    const ask = async (day: string) => {
      const answer = await api.getBoard({ day });
      const counts = answer.ok ? answer.value.counts : null;
      if (!gone) setStops((now) => ({ ...now, [day]: counts === null ? "failed" : counts.visits - counts.done }));
    };
    for (const day of days) void ask(day);
    return () => {
      gone = true;
    };
  }, [asked, api]);
  return (
    <div role="status">
      {days.map((day) => {
        const count = stops[day];
        if (count === undefined || count === 0) return null;
        const date = format.day(day);
        const board = printRoute(
          {
            place: "board",
            day,
            job: null,
            customer: null,
            conversation: null,
            creating: false,
            section: null,
            filter: noFilter,
          },
          base(),
        );
        return (
          <p key={day} class="note" data-stops={count}>
            {count === "failed" ? message.stopsUnknown(date) : staff.stopsOnDay(count, date)}{" "}
            {/* In another tab: what is not saved here stays. */}
            <a href={board} target="_blank" rel="noopener">
              {message.openBoard(date)}
            </a>
          </p>
        );
      })}
    </div>
  );
};

const base = (): string => baseOf(location.pathname);
