import type { ComponentProps } from "preact";
import { sentenceCase, windowText, type Format } from "../shared/format.ts";
import * as track from "#message/track.ts";
import { isBehind } from "./is-behind.ts";
import { NewPrice } from "./new-price.tsx";

/** What needs the customer's eye before the facts: a crew that is behind, or a price that waits for their yes. */
export const Above = (props: ComponentProps<typeof NewPrice>) => (
  <>
    <Behind {...props} />
    <NewPrice {...props} />
  </>
);

/** The time that was promised, struck, and what to do if the new one does not work. */
const Behind = ({ job, format }: { job: ComponentProps<typeof NewPrice>["job"]; format: Format }) =>
  !isBehind(job, format) || job.window === null ? null : (
    <p class="note" role="status">
      <b>{track.behind}</b> {track.insteadOf} <s>{sentenceCase(windowText(job.window))}</s>. {track.behindNext}
    </p>
  );
