import { useState } from "preact/hooks";
import type { Job } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";
import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import { problemText } from "../form/problem-text.ts";
import type { CrewApi } from "./crew-api.ts";
import type { CrewVisit } from "./visit-step.ts";
import { Minutes } from "./way-form.tsx";

interface Props {
  api: Pick<CrewApi, "setArrival">;
  browser: Pick<Browser, "key">;
  visit: CrewVisit;
  close: () => void;
  saved: (job: Job) => void;
}

const lateMinutes = [15, 30, 45, 60, 90];

/** Asks when a late crew arrives. It needs a signal, because a time that reaches the customer later is wrong. */
export const RunningLate = ({ api, browser, visit: { card }, close, saved }: Props) => {
  const [minutes, setMinutes] = useState<number | null>(null);
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const [key, setKey] = useState(() => browser.key());
  const send = async () => {
    if (minutes === null) return setTrouble(message.lateNeeded);
    if (busy) return;
    setBusy(true);
    const body = { arrives_in_minutes: minutes };
    const answer = await api.setArrival({ id: card.job, visit_id: card.visit, body, key });
    setBusy(false);
    if (answer.ok) saved(answer.value);
    else setTrouble(answer.problem === null ? message.lateOffline : problemText(answer.problem));
  };
  return (
    <form
      class="crew-ask"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2 tabIndex={-1}>{message.lateQuestion}</h2>
      <p class="crew-quiet">{message.lateTells(card.customer || staff.noName)}</p>
      <Minutes
        label={message.minutesAway}
        choices={lateMinutes}
        chosen={minutes}
        choose={(next) => {
          setMinutes(next);
          setKey(browser.key());
        }}
      />
      {trouble !== "" && (
        <p class="crew-error" role="alert" data-error="arrives_in_minutes">
          {trouble}
        </p>
      )}
      <div class="crew-steps crew-ask-foot">
        <button type="button" class="crew-button" onClick={close}>
          {message.back}
        </button>
        <button type="submit" class="crew-act" aria-disabled={busy}>
          {message.tellNewTime}
        </button>
      </div>
    </form>
  );
};
