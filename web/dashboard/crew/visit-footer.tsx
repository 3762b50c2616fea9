import { useLayoutEffect, useRef, useState } from "preact/hooks";
import * as message from "#message/crew.ts";
import { Cannot } from "./cannot-form.tsx";
import type { CrewDay } from "./crew-day.ts";
import { Finish } from "./finish-form.tsx";
import type { Job } from "../../../http/api-client.ts";
import { nextStep, type CrewVisit } from "./visit-step.ts";
import type { Browser } from "../../shared/browser.ts";
import type { Format } from "../../shared/format.ts";
import type { CrewApi } from "./crew-api.ts";
import { PriceForm } from "./price-form.tsx";
import { hasLoad, priceStep, type PriceStep } from "./price-step.ts";

interface Props {
  visit: CrewVisit;
  job: Job | undefined;
  day: CrewDay;
  api: CrewApi;
  browser: Browser;
  format: Format;
  isOnline: boolean;
}

type Asking = "nothing" | "finish" | "cannot" | "price";

/** The bar at the bottom: the next step, or the question before it. */
export const VisitFooter = ({ visit, job, day, ...page }: Props) => {
  const [asking, setAsking] = useState<Asking>("nothing");
  /** A price that stayed as it was leaves no trace in the job. */
  const [isChecked, setIsChecked] = useState(false);
  const foot = useRef<HTMLElement>(null);
  const before = useRef<Asking>("nothing");
  useLayoutEffect(() => {
    // A question takes the focus, so that a screen reader says it. An answer gives the focus back.
    if (before.current !== asking) foot.current?.querySelector<HTMLElement>("h2, .crew-act")?.focus();
    before.current = asking;
  }, [asking]);
  const step = nextStep(visit.state);
  if (step === null) {
    return (
      <footer class="crew-footer" ref={foot}>
        <button type="button" class="crew-button" onClick={() => day.choose(null)}>
          {message.nextStop}
        </button>
      </footer>
    );
  }
  const found = step === "done" ? priceStep(job, visit.card.visit) : "none";
  // Without a signal there is no price, so the next step is to finish.
  const price = found === "open" && (isChecked || !page.isOnline) ? "set" : found;
  const close = () => setAsking("nothing");
  return (
    <footer class="crew-footer" ref={foot} onKeyDown={({ key }) => key === "Escape" && close()}>
      {asking === "finish" ? (
        <Finish visit={visit} job={job} close={close} done={(details) => day.tap(visit, "done", details)} />
      ) : asking === "cannot" ? (
        <Cannot
          visit={visit}
          close={close}
          report={(details) => {
            close();
            day.tap(visit, "attempted", details);
          }}
        />
      ) : asking === "price" && job?.pricing !== undefined && job.price_groups !== undefined ? (
        <PriceForm
          {...page}
          job={job}
          pricing={job.pricing}
          groups={job.price_groups}
          take={(next) => day.take(next)}
          close={close}
          priced={() => {
            setIsChecked(true);
            close();
          }}
        />
      ) : (
        <Steps
          {...{ visit, step, price }}
          isLoad={hasLoad(job?.price_groups ?? [])}
          ask={setAsking}
          start={(to) => day.tap(visit, to)}
        />
      )}
    </footer>
  );
};

interface StepsProps {
  visit: CrewVisit;
  step: NonNullable<ReturnType<typeof nextStep>>;
  price: PriceStep;
  /** False if the service only has extras. */
  isLoad: boolean;
  ask: (asking: Asking) => void;
  start: (step: "en_route" | "on_site") => void;
}

/** The next step in orange, and what a crew can do instead. The load is checked before the job is finished. */
const Steps = ({ visit, step, price, isLoad, ask, start }: StepsProps) => {
  const finish = message.finish[visit.card.kind];
  const cannot = (
    <button type="button" class="crew-button" onClick={() => ask("cannot")}>
      {message.cannot}
    </button>
  );
  if (step === "done" && price !== "none") {
    const isOpen = price === "open";
    return (
      <div class="crew-steps crew-three">
        {cannot}
        <button type="button" class="crew-button" onClick={() => ask(isOpen ? "finish" : "price")}>
          {isOpen ? finish : isLoad ? message.finalLoad : message.extras}
        </button>
        <button type="button" class="crew-act" onClick={() => ask(isOpen ? "price" : "finish")}>
          {isOpen ? message.checkLoad : finish}
        </button>
      </div>
    );
  }
  return (
    <div class="crew-steps">
      {visit.state !== "attempted" && cannot}
      <button type="button" class="crew-act" onClick={() => (step === "done" ? ask("finish") : start(step))}>
        {step === "done" ? finish : visit.state === "attempted" ? message.retryNow : message.step[step]}
      </button>
    </div>
  );
};
