import { useLayoutEffect, useRef, useState } from "preact/hooks";
import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import type { CrewDay } from "./crew-day.ts";
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
        <Finish visit={visit} job={job} close={close} done={() => day.tap(visit, "done")} />
      ) : asking === "cannot" ? (
        <Cannot
          visit={visit}
          close={close}
          report={(reason) => {
            close();
            day.tap(visit, "attempted", reason);
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

/** Asks before a visit is done, because the customer gets a message. A second tap at the same place goes back. */
const Finish = ({ visit, job, close, done }: Omit<Props, "day"> & { close: () => void; done: () => void }) => {
  const isLast = job === undefined || job.visits.at(-1)?.id === visit.card.visit;
  return (
    <section class="crew-ask">
      <h2 tabIndex={-1}>{message.finishQuestion(visit.card.customer || staff.noName)}</h2>
      <p class="crew-quiet">{isLast ? message.finishTells : message.finishTellsDropOff}</p>
      <button type="button" class="crew-act" onClick={done}>
        {message.markDone}
      </button>
      <button type="button" class="crew-button" onClick={close}>
        {message.notYet}
      </button>
    </section>
  );
};

const Cannot = ({
  visit,
  close,
  report,
}: {
  visit: CrewVisit;
  close: () => void;
  report: (reason: string) => void;
}) => {
  const [chosen, setChosen] = useState("");
  const [more, setMore] = useState("");
  const [missing, setMissing] = useState(false);
  const reason = [chosen, more.trim()].filter(Boolean).join(". ");
  const send = (event: Event) => {
    event.preventDefault();
    if (reason === "") setMissing(true);
    else report(reason);
  };
  return (
    <form class="crew-ask" onSubmit={send}>
      <h2 tabIndex={-1}>{message.cannotQuestion(visit.card.customer || staff.noName)}</h2>
      <p class="crew-quiet">{message.cannotHint}</p>
      <div class="crew-chips" role="group" aria-label={message.cannotQuestion(visit.card.customer)}>
        {staff.attemptReasons.map((one) => (
          <button
            key={one}
            type="button"
            class="crew-chip"
            aria-pressed={one === chosen}
            onClick={() => setChosen(one === chosen ? "" : one)}
          >
            {one}
          </button>
        ))}
      </div>
      <label class="crew-field">
        <span>{message.reasonMore}</span>
        <textarea
          name="reason"
          maxLength={240}
          rows={2}
          value={more}
          aria-invalid={missing && reason === ""}
          aria-describedby={missing ? "crew-reason-error" : undefined}
          onInput={({ currentTarget }) => setMore(currentTarget.value)}
        />
      </label>
      {missing && reason === "" && (
        <p class="crew-error" id="crew-reason-error" role="alert" data-error="reason">
          {message.reasonNeeded}
        </p>
      )}
      <button type="submit" class="crew-act">
        {message.sendReason}
      </button>
      <button type="button" class="crew-button" onClick={close}>
        {message.back}
      </button>
    </form>
  );
};
