import { visitUid } from "../domain/visit-uid.ts";
import type { MessageFile } from "./channel.ts";
import { calendarText, visitTime } from "./calendar.ts";
import type { MessageSubject } from "./values.ts";

/** Returns the calendar file of an email about a visit. A cancellation removes the entry that an earlier email made. */
export const visitFile = (
  { event, job, visit, settings }: Pick<MessageSubject, "event" | "job" | "visit" | "settings">,
  store: string,
): MessageFile | null => {
  if (visit === null || visit.day === null) return null;
  if (event !== "booked" && event !== "changed" && event !== "cancelled") return null;
  const { business } = settings;
  const { street, city, state, postal_code } = job.location;
  const cancelled = event === "cancelled";
  const method = cancelled ? "CANCEL" : "PUBLISH";
  const body = calendarText(
    [
      {
        uid: visitUid(job.id, visit.id, store),
        sequence: job.rev,
        changed_at: job.updated_at,
        summary: `${business.name}: ${job.service.name}`,
        location: [street, city, [state, postal_code].filter((part) => part !== undefined).join(" ")]
          .filter((part) => part !== "")
          .join(", "),
        time: visitTime(business.time_zone, visit.day, visit.window),
        cancelled,
      },
    ],
    { method },
  );
  return { name: cancelled ? "canceled.ics" : "visit.ics", type: `text/calendar; method=${method}`, body };
};
