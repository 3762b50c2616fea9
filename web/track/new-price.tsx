import type { TrackedJob } from "../../http/client.ts";
import { telLink, type Format } from "../shared/format.ts";
import { PhoneIcon } from "../shared/icon.tsx";
import * as customer from "#message/customer.ts";
import * as track from "#message/track.ts";
import { PriceLines } from "./price-lines.tsx";
import type { TrackState } from "./state.ts";
import type { Tracking } from "./tracking.ts";

interface Props {
  job: TrackedJob;
  state: Pick<TrackState, "busy">;
  format: Format;
  act: Tracking;
}

/** A higher price that waits for the customer's yes, if there is one: the lines, the old and the new total, and why. */
export const NewPrice = ({ job, state: { busy }, format, act }: Props) => {
  const { pricing, business, price_change: change } = job;
  if (change === null) return null;
  return (
    <>
      <PriceLines
        lines={change.lines}
        currency={pricing.currency}
        format={format}
        sums={[
          {
            label: track.newTotal,
            cents: change.total_cents,
            was: pricing.estimate?.high_cents ?? pricing.total_cents,
          },
        ]}
      />
      <div class="offers">
        <button type="button" class="act" aria-disabled={busy ? "true" : undefined} onClick={act.agree}>
          {track.agreeTo(format.money(change.total_cents, pricing.currency))}
        </button>
        {business.phone && (
          <a class="plain" href={telLink(business.phone)}>
            <PhoneIcon />
            {customer.callUs}
          </a>
        )}
      </div>
    </>
  );
};
