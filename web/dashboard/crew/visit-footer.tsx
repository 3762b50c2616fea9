import { useLayoutEffect, useRef, useState } from "preact/hooks";
import * as message from "#message/crew.ts";
import { Cannot } from "./cannot-form.tsx";
import type { CrewDay } from "./crew-day.ts";
import { Finish } from "./finish-form.tsx";
import type { Job } from "../../../http/api-client.ts";
import { nextStep, type CrewVisit } from "./visit-step.ts";

interface Props {
  visit: CrewVisit;
  job: Job | undefined;
  day: CrewDay;
}

type Asking = "nothing" | "finish" | "cannot";

/** The bar at the bottom: the next step, or the question before it. */
export const VisitFooter = ({ visit, job, day }: Props) => {
  const [asking, setAsking] = useState<Asking>("nothing");
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
      ) : (
        <div class="crew-steps">
          {visit.state !== "attempted" && (
            <button type="button" class="crew-button" onClick={() => setAsking("cannot")}>
              {message.cannot}
            </button>
          )}
          <button
            type="button"
            class="crew-act"
            onClick={() => (step === "done" ? setAsking("finish") : day.tap(visit, step))}
          >
            {step === "done"
              ? message.finish[visit.card.kind]
              : visit.state === "attempted"
                ? message.retryNow
                : message.step[step]}
          </button>
        </div>
      )}
    </footer>
  );
};
