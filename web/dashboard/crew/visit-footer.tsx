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
import { RunningLate } from "./late-form.tsx";
import { Minutes, UndoOnMyWay, wayMinutes } from "./way-form.tsx";
import type { Money } from "./weight-fields.tsx";
import { hasLoad, priceStep, type PriceStep } from "./price-step.ts";

interface Props {
  visit: CrewVisit;
  job: Job | undefined;
  day: CrewDay;
  api: CrewApi;
  browser: Browser;
  format: Format;
  money: Money;
  isOnline: boolean;
}

type Asking = "nothing" | "finish" | "cannot" | "price" | "late";

/** The bar at the bottom: the next step, or the question before it. */
export const VisitFooter = ({ visit, job, day, ...page }: Props) => {
  const [asking, setAsking] = useState<Asking>("nothing");
  /** A price that stayed as it was leaves no trace in the job. */
  const [isChecked, setIsChecked] = useState(false);
  const [tappedAt, setTappedAt] = useState<number | null>(null);
  const foot = useRef<HTMLElement>(null);
  const before = useRef(`nothing ${nextStep(visit.state)}`);
  const step = nextStep(visit.state);
  useLayoutEffect(() => {
    // A question takes the focus, so that a screen reader says it. An answer gives the focus back, and so does a step
    // whose button is gone.
    const now = `${asking} ${step}`;
    if (before.current !== now) foot.current?.querySelector<HTMLElement>("h2, .crew-act")?.focus();
    before.current = now;
  }, [asking, step]);
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
  const isQueued = day.hasPriceFor(visit);
  const price = found === "open" && (isChecked || isQueued) ? "set" : found;
  const close = () => setAsking("nothing");
  const start = (to: "en_route" | "on_site", minutes: number | null) => {
    setTappedAt(to === "en_route" ? page.browser.now() : null);
    day.tap(visit, to, minutes === null ? undefined : { arrives_in_minutes: minutes });
  };
  return (
    <footer class="crew-footer" ref={foot} onKeyDown={({ key }) => key === "Escape" && close()}>
      {asking === "finish" ? (
        <Finish
          visit={visit}
          job={job}
          money={page.money}
          close={close}
          done={(details) => day.tap(visit, "done", details)}
        />
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
          queue={(load) => day.tap(visit, "on_site", { price: load })}
          close={close}
          priced={() => {
            setIsChecked(true);
            close();
          }}
        />
      ) : asking === "late" ? (
        <RunningLate
          {...{ api: page.api, browser: page.browser, visit, close }}
          saved={(next) => {
            day.take(next);
            close();
          }}
        />
      ) : step === "en_route" ? (
        <OnMyWay {...{ visit, start }} ask={setAsking} />
      ) : (
        <div class="crew-way">
          <UndoOnMyWay {...{ visit, tappedAt }} browser={page.browser} undo={() => day.undoEnRoute(visit)} />
          <Steps
            {...{ visit, step, price }}
            isLoad={hasLoad(job?.price_groups ?? [])}
            ask={setAsking}
            start={() => start("on_site", null)}
          />
        </div>
      )}
    </footer>
  );
};

interface OnMyWayProps {
  visit: CrewVisit;
  ask: (asking: Asking) => void;
  start: (step: "en_route", minutes: number | null) => void;
}

/** The step before a stop. The minutes are the crew's guess, and the customer reads the time. */
const OnMyWay = ({ visit, ask, start }: OnMyWayProps) => {
  const [minutes, setMinutes] = useState<number | null>(null);
  const isAgain = visit.state === "attempted";
  return (
    <div class="crew-way">
      <Minutes label={message.minutesAway} choices={wayMinutes} chosen={minutes} choose={setMinutes} />
      <div class="crew-steps">
        {!isAgain && (
          <button type="button" class="crew-button" onClick={() => ask("cannot")}>
            {message.cannot}
          </button>
        )}
        <button type="button" class="crew-act" onClick={() => start("en_route", minutes)}>
          {isAgain ? message.retryNow : minutes === null ? message.step.en_route : message.onMyWayIn(minutes)}
        </button>
      </div>
    </div>
  );
};

interface StepsProps {
  visit: CrewVisit;
  step: "on_site" | "done";
  price: PriceStep;
  /** False if the service only has extras. */
  isLoad: boolean;
  ask: (asking: Asking) => void;
  start: () => void;
}

/** The next step in orange, and what a crew can do instead. The load is checked before the job is finished. */
const Steps = ({ visit, step, price, isLoad, ask, start }: StepsProps) => {
  const finish = message.finish[visit.card.kind];
  const cannot = (
    <button type="button" class="crew-button" onClick={() => ask("cannot")}>
      {message.cannot}
    </button>
  );
  if (step === "on_site") {
    return (
      <div class="crew-steps crew-three">
        {cannot}
        <button type="button" class="crew-button" onClick={() => ask("late")}>
          {message.runningLate}
        </button>
        <button type="button" class="crew-act" onClick={start}>
          {message.step.on_site}
        </button>
      </div>
    );
  }
  if (price !== "none") {
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
      {cannot}
      <button type="button" class="crew-act" onClick={() => ask("finish")}>
        {finish}
      </button>
    </div>
  );
};
