import type { TrackedJob } from "../../http/client.ts";
import { laterPart } from "../shared/later-part.ts";
import * as track from "#message/track.ts";
import type * as CalendarFile from "./calendar-file.ts";
import { inCalendar } from "./in-calendar.ts";

/** The path of the built `calendar-file.ts`. The build sets it, and tests have none. */
declare const calendarPath: string;

const load = laterPart<typeof CalendarFile>(typeof calendarPath === "string" ? calendarPath : "");

/** Adds the next visit to the customer's calendar, and takes that of a cancelled job out of it. The code for the file loads with the tap; without a network, the next tap tries again. */
export const AddToCalendar = ({ job }: { job: TrackedJob }) =>
  // The view of an earlier version says nothing of a calendar.
  inCalendar(job).day === null || job.status === "completed" || !("calendar" in job) ? null : (
    <div class="offers">
      <button
        type="button"
        class="plain"
        name="calendar"
        onClick={() => void load().then((part) => part?.saveCalendar(job))}
      >
        {job.status === "cancelled" ? track.takeOffCalendar : track.addToCalendar}
      </button>
    </div>
  );
