import type { TrackedJob } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";
import * as track from "#message/track.ts";

/** What the customer wrote on this page, and the office's answers. */
export const Thread = ({ job, now, format }: { job: TrackedJob; now: number; format: Format }) =>
  job.messages.length === 0 ? null : (
    <>
      <h2 class="small quiet">{track.messages}</h2>
      <ol class="talk">
        {job.messages.map(({ at, from, name, text }) => (
          <li key={at + text} class={from} data-message={at} data-state={from === "you" ? "received" : "sent"}>
            <p>
              <bdi>{text}</bdi>
            </p>
            <p class="small quiet">
              {track.wrote(
                from === "you" ? track.you : (name ?? job.business.name),
                format.moment(Date.parse(at), now),
              )}
            </p>
          </li>
        ))}
      </ol>
    </>
  );
