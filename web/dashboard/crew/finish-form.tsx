import { useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import type { VisitDetails } from "./outbox.ts";
import { deliveredUnits, takesUnit } from "./visit-equipment.ts";
import type { ReadWeight } from "./read-weight.ts";
import type { CrewVisit } from "./visit-step.ts";
import { WeightFields, type Money } from "./weight-fields.tsx";

interface Props {
  visit: CrewVisit;
  job: Job | undefined;
  money: Money;
  close: () => void;
  done: (details: VisitDetails | undefined) => void;
}

/**
 * Asks before a visit is done, because the customer gets a message. A delivery asks for its unit, a pickup or swap for the
 * weight. A crew can leave both out: the office asks later.
 */
export const Finish = ({ visit, job, money, close, done }: Props) => {
  const units = deliveredUnits(job, visit.card.visit);
  const [unit, setUnit] = useState<string | null>(units?.likely ?? null);
  const [weight, setWeight] = useState<ReadWeight>(null);
  const [again, setAgain] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const isLast = job === undefined || job.visits.at(-1)?.id === visit.card.visit;
  const isService = visit.card.kind === "service" && isLast;
  const finish = (event: Event) => {
    event.preventDefault();
    if (typeof weight === "string" || again?.trim() === "") return setMissing(true);
    const details: VisitDetails = {
      ...(units === null || unit === null ? {} : { unit }),
      ...(weight === null ? {} : { weight }),
      ...(again === null ? {} : { return_visit: { reason: again.trim() } }),
    };
    done(Object.keys(details).length === 0 ? undefined : details);
  };
  return (
    <form class="crew-ask" onSubmit={finish}>
      <h2 tabIndex={-1}>{message.finishQuestion(visit.card.customer || staff.noName)}</h2>
      <p class="crew-quiet">
        {again !== null ? message.finishTellsReturn : isLast ? message.finishTells : message.finishTellsDropOff}
      </p>
      {units !== null && (
        <div class="crew-chips" role="radiogroup" aria-label={message.whichUnit}>
          <span class="crew-label">{message.whichUnit}</span>
          {units.choices.map((one) => (
            <button
              key={one}
              type="button"
              class="crew-chip"
              role="radio"
              name="unit"
              aria-checked={one === unit}
              onClick={() => setUnit(one === unit ? null : one)}
            >
              {one}
            </button>
          ))}
        </div>
      )}
      {takesUnit(job, visit.card.visit) && <WeightFields money={money} missing={missing} change={setWeight} />}
      {isService &&
        (again === null ? (
          <button type="button" class="crew-button" onClick={() => setAgain("")}>
            {message.returnVisit}
          </button>
        ) : (
          <label class="crew-field">
            <span>{message.returnReason}</span>
            <textarea
              name="return_visit.reason"
              rows={2}
              maxLength={240}
              value={again}
              onInput={({ currentTarget }) => setAgain(currentTarget.value)}
            />
          </label>
        ))}
      {missing && again?.trim() === "" && (
        <p class="crew-error" role="alert" data-error="return_visit.reason">
          {message.returnReasonNeeded}
        </p>
      )}
      <div class="crew-steps crew-ask-foot">
        <button type="button" class="crew-button" onClick={close}>
          {message.notYet}
        </button>
        <button type="submit" class="crew-act">
          {units !== null && unit === null ? message.saveWithoutUnit : message.markDone}
        </button>
      </div>
    </form>
  );
};
