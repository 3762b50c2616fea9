import { useState } from "preact/hooks";
import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import type { VisitDetails } from "./outbox.ts";
import type { CrewVisit } from "./visit-step.ts";

/** The order of the list. The first six are on the customer's side. */
const attemptCodes = [
  "nobody_home",
  "locked",
  "blocked",
  "not_ready",
  "overfilled",
  "prohibited",
  "weather",
  "truck",
  "our_schedule",
  "other",
] as const;

interface Props {
  visit: CrewVisit;
  close: () => void;
  report: (details: VisitDetails) => void;
}

/** Asks why a visit failed. The office sees the words, the customer only the phrase of the code. */
export const Cannot = ({ visit, close, report }: Props) => {
  const [code, setCode] = useState<VisitDetails["code"]>(undefined);
  const [more, setMore] = useState("");
  const [missing, setMissing] = useState(false);
  const reason = more.trim();
  const isMissing = code === undefined && reason === "";
  const send = (event: Event) => {
    event.preventDefault();
    if (isMissing) setMissing(true);
    else report({ code: code ?? "other", ...(reason === "" ? {} : { reason }) });
  };
  const question = message.cannotQuestion(visit.card.customer || staff.noName);
  return (
    <form class="crew-ask" onSubmit={send}>
      <h2 tabIndex={-1}>{question}</h2>
      <p class="crew-quiet">{message.cannotHint}</p>
      <div class="crew-chips" role="group" aria-label={question}>
        {attemptCodes.map((one) => (
          <button
            key={one}
            type="button"
            class="crew-chip"
            aria-pressed={one === code}
            onClick={() => setCode(one === code ? undefined : one)}
          >
            {staff.attemptCodes[one]}
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
          aria-invalid={missing && isMissing}
          aria-describedby={missing ? "crew-reason-error" : undefined}
          onInput={({ currentTarget }) => setMore(currentTarget.value)}
        />
      </label>
      {missing && isMissing && (
        <p class="crew-error" id="crew-reason-error" role="alert" data-error="reason">
          {message.reasonNeeded}
        </p>
      )}
      <div class="crew-steps crew-ask-foot">
        <button type="button" class="crew-button" onClick={close}>
          {message.back}
        </button>
        <button type="submit" class="crew-act">
          {message.sendReason}
        </button>
      </div>
    </form>
  );
};
