import { useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/price.ts";
import type { AppContext } from "../app-context.ts";
import type { JobActions } from "../job/use-job-actions.ts";
import { ApproveQuote } from "./approve-quote.tsx";
import { ChangePrice } from "./change-price.tsx";
import { CloseRequest } from "./close-request.tsx";
import { OverageReview } from "./overage-review.tsx";
import { PriceChanges } from "./price-changes.tsx";
import { pendingItems, type Pricing } from "./price-draft.ts";
import { savedJob } from "./price-form-outcome.ts";
import { PriceTable } from "./price-table.tsx";
import { QuotePart } from "./quote-part.tsx";
import { SendQuote } from "./send-quote.tsx";

interface Props {
  app: AppContext;
  job: Job;
  actions: JobActions;
  take: (job: Job) => void;
  today: string;
}

type Form = "price" | "quote" | "approve" | "close";

/** The price of a job: its quote, what to review, its lines and its changes, and the forms that change them. */
export const PricePart = ({ today, ...props }: Props) => {
  const { app, job } = props;
  const [open, setOpen] = useState<Form | null>(null);
  const close = () => setOpen(null);
  const { pricing, overage, status } = job;
  const isRequest = status === "requested" || status === "quoted";
  if (pricing === undefined) return null;
  return (
    <>
      {overage !== undefined && <OverageReview {...props} {...{ overage }} currency={pricing.currency} />}
      {(job.request !== undefined || job.quote !== undefined) && <QuotePart {...{ app, job, today }} />}
      {isRequest && open === null && <QuoteButtons job={job} open={setOpen} />}
      {open === "quote" && <SendQuote {...props} close={close} />}
      {open === "approve" && <ApproveQuote {...props} {...{ close, today }} />}
      {open === "close" && <CloseRequest {...props} close={close} />}
      <section class="panel-part" aria-labelledby="price-title">
        <header>
          <h3 id="price-title">{message.price}</h3>
          {!isRequest && status !== "cancelled" && open === null && (
            <button type="button" class="bare" name="change-price" onClick={() => setOpen("price")}>
              {message.change}
            </button>
          )}
        </header>
        {pricing.state === "unpriced" ? (
          <p class="quiet">{message.waiting}</p>
        ) : (
          <PriceFacts {...{ app, job, pricing }} />
        )}
        {pricing.pending !== null && <Pending {...props} pricing={pricing} pending={pricing.pending} />}
        {open === "price" && <ChangePrice {...props} {...{ pricing, close }} />}
      </section>
    </>
  );
};

const PriceFacts = ({ app, job, pricing }: Pick<Props, "app" | "job"> & { pricing: Pricing }) => (
  <>
    <PriceTable {...{ app, pricing }} />
    {job.status !== "quoted" && (
      <p class="small quiet">{message.lockedOn(app.format.date(app.format.dayOf(Date.parse(pricing.frozen_at))))}</p>
    )}
    {pricing.estimate !== null && <p class="small quiet">{message.rangeHint}</p>}
    {job.tax_exempt !== undefined && <p class="small quiet">{message.taxExempt(job.tax_exempt.reason)}</p>}
    <PriceChanges {...{ app, pricing }} />
  </>
);

const QuoteButtons = ({ job, open }: { job: Job; open: (form: Form) => void }) => (
  <div class="panel-acts">
    <button type="button" class={job.status === "requested" ? "orange" : "plain"} onClick={() => open("quote")}>
      {job.status === "requested" ? message.buildQuote : message.reviseQuote}
    </button>
    {job.status === "quoted" && (
      <button type="button" class="orange" onClick={() => open("approve")}>
        {message.approve}
      </button>
    )}
    <button type="button" class="plain" onClick={() => open("close")}>
      {job.status === "requested" ? message.closeRequest : message.decline}
    </button>
  </div>
);

/** A higher price from a crew that waits for the customer's yes. The office can apply it. */
const Pending = ({
  app,
  job,
  actions,
  pricing,
  pending,
}: Omit<Props, "today"> & { pricing: Pricing; pending: NonNullable<Pricing["pending"]> }) => {
  const total = app.format.fullMoney(pending.total_cents, pricing.currency);
  const apply = () => {
    const body = { items: pendingItems(pending), reason: pending.reason };
    void actions.run(async () => savedJob(await app.api.setPrice({ id: job.id, rev: job.rev, body })), message.applied);
  };
  return (
    <div class="pending-price" role="note">
      <b>{message.pendingTitle(total)}</b>
      <p class="small">
        <bdi>{message.pendingText(pending.by, pending.reason)}</bdi>
      </p>
      <button type="button" class="plain" aria-disabled={actions.busy} onClick={apply}>
        {message.applyPending}
      </button>
    </div>
  );
};
