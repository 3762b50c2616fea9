import type { ComponentChildren } from "preact";
import type { TrackedJob } from "../../http/client.ts";
import { sentenceCase, windowText, type Format } from "../shared/format.ts";
import * as track from "#message/track.ts";
import { priceOf } from "./job-text.ts";

/** When, what, the price and the crew. Without a day, the next step says how to get one. */
export const Facts = ({ job, format }: { job: TrackedJob; format: Format }) => {
  const { pricing, day, window } = job;
  return (
    <dl class="facts">
      {day && (
        <Fact
          term={track.when}
          fact={format.day(day)}
          more={[window ? sentenceCase(windowText(window)) : track.anyTime]}
        />
      )}
      <Fact term={track.what} fact={<bdi>{job.service}</bdi>} more={[]} />
      <Fact
        term={track.price}
        fact={priceOf(pricing, format)}
        more={[pricing.state === "estimate" && track.estimated]}
      />
      {job.crew_first_name && <Fact term={track.crew} fact={<bdi>{job.crew_first_name}</bdi>} more={[]} />}
      <Fact term={track.jobNumber} fact={job.id} more={[]} />
    </dl>
  );
};

const Fact = ({ term, fact, more }: { term: string; fact: ComponentChildren; more: ComponentChildren[] }) => (
  <div class="row">
    <dt class="quiet">{term}</dt>
    <dd>
      <b>{fact}</b>
      {more.map((line) => line && <span class="small quiet block">{line}</span>)}
    </dd>
  </div>
);
