import type { TrackedJob } from "../../http/client.ts";
import type { Format } from "../shared/format.ts";
import * as track from "#message/track.ts";
import { PriceLines } from "./price-lines.tsx";

/** What the office offers while a quote waits: its lines, the total and what it wrote. */
export const QuoteLines = ({ job: { pricing, quote, stage }, format }: { job: TrackedJob; format: Format }) =>
  quote === null || stage !== "quoted" ? null : (
    <>
      <PriceLines
        lines={pricing.lines}
        currency={pricing.currency}
        format={format}
        sums={[{ label: track.total, cents: pricing.total_cents }]}
      />
      {quote.message && <blockquote dir="auto">{quote.message}</blockquote>}
    </>
  );
