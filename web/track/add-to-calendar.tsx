import type { TrackedJob } from "../../http/client.ts";
import { laterPart } from "../shared/later-part.ts";
import * as track from "#message/track.ts";
import type * as CalendarFile from "./calendar-file.ts";

/** The path of the built `calendar-file.ts`. The build sets it, and tests have none. */
declare const calendarPath: string;

const load = laterPart<typeof CalendarFile>(typeof calendarPath === "string" ? calendarPath : "");

/** Adds the next visit to the customer's calendar. The code for the file loads with the tap; without a network, the next tap tries again. */
export const AddToCalendar = ({ job }: { job: TrackedJob }) =>
  job.day === null || job.status === "completed" || job.status === "cancelled" ? null : (
    <div class="offers">
      <button
        type="button"
        class="plain"
        name="calendar"
        onClick={() => void load().then((part) => part?.saveCalendar(job))}
      >
        {track.addToCalendar}
      </button>
    </div>
  );
