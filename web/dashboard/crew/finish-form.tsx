import { useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import type { VisitDetails } from "./outbox.ts";
import { deliveredUnits, takesUnit } from "./visit-equipment.ts";
import type { CrewVisit } from "./visit-step.ts";

interface Props {
  visit: CrewVisit;
  job: Job | undefined;
  close: () => void;
  done: (details: VisitDetails | undefined) => void;
}

/**
 * Asks before a visit is done, because the customer gets a message. A delivery asks for its unit, a pickup or swap for the
 * weight. A crew can leave both out: the office asks later.
 */
export const Finish = ({ visit, job, close, done }: Props) => {
  const units = deliveredUnits(job, visit.card.visit);
  const [unit, setUnit] = useState<string | null>(units?.likely ?? null);
  const [tons, setTons] = useState("");
  const [isPounds, setIsPounds] = useState(false);
  const [ticket, setTicket] = useState("");
  const [again, setAgain] = useState<string | null>(null);
  const [missing, setMissing] = useState(false);
  const isLast = job === undefined || job.visits.at(-1)?.id === visit.card.visit;
  const isService = visit.card.kind === "service" && isLast;
  const weight = readWeight(tons, isPounds);
  const finish = (event: Event) => {
    event.preventDefault();
    if (weight === "wrong" || again?.trim() === "") return setMissing(true);
    const details: VisitDetails = {
      ...(units === null || unit === null ? {} : { unit }),
      ...(weight === null ? {} : { weight: { ...weight, ...(ticket.trim() === "" ? {} : { ticket: ticket.trim() }) } }),
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
      {takesUnit(job, visit.card.visit) && (
        <div class="crew-weight">
          <label class="crew-field">
            <span>{isPounds ? message.netPounds : message.netTons}</span>
            <input
              name="net_tons"
              inputMode="decimal"
              value={tons}
              aria-invalid={missing && weight === "wrong"}
              onInput={({ currentTarget }) => setTons(currentTarget.value)}
            />
          </label>
          <label class="crew-field">
            <span>{message.ticket}</span>
            <input
              name="ticket"
              maxLength={40}
              value={ticket}
              onInput={({ currentTarget }) => setTicket(currentTarget.value)}
            />
          </label>
          <button type="button" class="crew-button" onClick={() => setIsPounds(!isPounds)}>
            {isPounds ? message.useTons : message.usePounds}
          </button>
        </div>
      )}
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
      {missing && (weight === "wrong" || again?.trim() === "") && (
        <p class="crew-error" role="alert" data-error={weight === "wrong" ? "net_tons" : "return_visit.reason"}>
          {weight === "wrong" ? message.weightWrong : message.returnReasonNeeded}
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

/** Reads a weight; null if the field is empty, because the ticket often comes later. */
const readWeight = (text: string, isPounds: boolean): VisitDetails["weight"] | null | "wrong" => {
  const typed = text.trim().replace(",", ".");
  if (typed === "") return null;
  const value = Number(typed);
  const most = isPounds ? 200_000 : 100;
  if (!/^\d+(\.\d{1,3})?$/.test(typed) || value > most || (isPounds && !Number.isInteger(value))) return "wrong";
  return isPounds ? { net_pounds: value } : { net_tons: value };
};
