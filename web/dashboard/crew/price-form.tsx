import { useEffect, useRef, useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";
import type { Format } from "../../shared/format.ts";
import * as message from "#message/crew.ts";
import { currentIn, problemText } from "../form/problem-text.ts";
import { draftItems, itemsBody, pendingItems, withChoice, type Pricing } from "../price/price-draft.ts";
import { savedJob } from "../price/price-form-outcome.ts";
import { usePreview } from "../price/use-preview.ts";
import type { CrewApi } from "./crew-api.ts";
import type { VisitDetails } from "./outbox.ts";
import { PriceLoad } from "./price-load.tsx";
import { isComplete, nextPrice, type PriceGroup } from "./price-step.ts";
import { PriceYes } from "./price-yes.tsx";

interface Props {
  api: CrewApi;
  browser: Browser;
  job: Job;
  pricing: Pricing;
  groups: PriceGroup[];
  format: Format;
  isOnline: boolean;
  take: (job: Job) => void;
  close: () => void;
  /** Keeps the load on the phone until there is a signal. */
  queue: (price: NonNullable<VisitDetails["price"]>) => void;
  /** The price is set, or it waits for the customer. */
  priced: () => void;
}

/** The final load on site and its price. A price above the promised one needs the customer's yes. */
export const PriceForm = (props: Props) => {
  const { api, browser, job, pricing, groups, isOnline } = props;
  const [items, setItems] = useState(() =>
    draftItems(pricing.pending === null ? job : { items: pendingItems(pricing.pending).map(unnamed) }),
  );
  const [isAsking, setIsAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState("");
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>("h2")?.focus(), [isAsking]);
  const body = { items: itemsBody({ groups }, items), reason: message.priceReason };
  const typed = isOnline && isComplete(groups, body.items) ? JSON.stringify([job.rev, body.items]) : null;
  const preview = usePreview({ browser }, typed, () =>
    api.setPrice({ id: job.id, rev: job.rev, body: { ...body, preview: true } }),
  );
  const next = typed === null || preview.pricing === null ? null : nextPrice(preview.pricing, pricing);
  const save = async (agreedBy: string | null) => {
    if (busy || next === null) return;
    setBusy(true);
    const agreed = agreedBy === null ? {} : { agreed: { how: "in_person" as const, name: agreedBy } };
    const answer = savedJob(await api.setPrice({ id: job.id, rev: job.rev, body: { ...body, ...agreed } }));
    setBusy(false);
    if (answer.ok) {
      props.take(answer.value);
      return props.priced();
    }
    const newer = currentIn<Job>(answer.problem);
    if (newer !== null) props.take(newer);
    setIsAsking(false);
    setTrouble(newer === null ? whyNot(answer.problem) : message.priceStale);
  };
  const canWait = !isOnline && isComplete(groups, body.items);
  const go = () => {
    if (canWait) {
      props.queue(body);
      return props.priced();
    }
    if (next?.needsYes === true) setIsAsking(true);
    else void save(null);
  };
  const change = (to: typeof items) => {
    setTrouble("");
    setItems(to);
  };
  const refused = preview.problem === null || typed === null ? "" : whyNot(preview.problem);
  return (
    <div ref={form}>
      {isAsking && next !== null ? (
        <PriceYes {...props} {...{ next, busy }} save={(name) => void save(name)} back={() => setIsAsking(false)} />
      ) : (
        <PriceLoad
          {...props}
          {...{ items, next, canWait, busy, go }}
          trouble={isOnline ? trouble || refused : message.priceOffline}
          choose={(group, id) => change(withChoice(items, group, id))}
          count={(id, text) => change({ ...items, [id]: text })}
        />
      )}
    </div>
  );
};

const whyNot = (problem: Parameters<typeof problemText>[0]): string =>
  problem === null ? message.priceOffline : (problem.errors?.[0]?.message ?? problemText(problem));

const unnamed = (item: { id: string; quantity: number }) => ({ ...item, label: "" });
