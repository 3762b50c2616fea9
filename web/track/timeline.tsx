import type { TrackedJob } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";
import * as track from "#message/track.ts";

/** What has happened so far, newest first. */
export const Timeline = ({ job, now, format }: { job: TrackedJob; now: number; format: Format }) => (
  <>
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
  </>
);
