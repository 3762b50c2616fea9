import { useCallback, useEffect, useState } from "preact/hooks";
import * as message from "#message/integrations.ts";
import * as staff from "#message/staff.ts";
import { problemText } from "../form/problem-text.ts";
import { linkTo } from "../navigation.ts";
import { attemptText } from "./attempt-text.ts";
import type { Delivery, Webhook } from "./integrations-api.ts";
import type { IntegrationsContext } from "./integrations-page.tsx";
import { useActs } from "./use-acts.ts";

interface Props {
  context: IntegrationsContext;
  webhook: Webhook;
  /** The calls are loaded again when it changes. */
  round: number;
}

/** The calls of a webhook: what waits, then what ended, the newest first. */
export const DeliveryList = ({ context, webhook, round }: Props) => {
  const { api } = context;
  const { id } = webhook;
  const [items, setItems] = useState<Delivery[] | null>(null);
  const [trouble, setTrouble] = useState("");
  const load = useCallback(async () => {
    setTrouble("");
    const answer = await api.listDeliveries({ id });
    if (answer.ok) setItems(answer.value.items);
    else setTrouble(problemText(answer.problem));
  }, [api, id]);
  useEffect(() => void load(), [load, round]);
  return (
    <div class="page-inset" aria-busy={items === null && trouble === ""}>
      <div class="int-head">
        <h3 id={`calls-${id}`}>{message.deliveries}</h3>
        <button type="button" class="bare small" onClick={() => void load()}>
          {message.refresh}
        </button>
      </div>
      {trouble !== "" && (
        <div role="alert">
          <p class="error">
            {message.deliveriesFailed} {trouble}
          </p>
          <button type="button" class="plain" onClick={() => void load()}>
            {staff.retry}
          </button>
        </div>
      )}
      {items?.length === 0 && <p class="quiet small">{message.noDeliveries}</p>}
      <ul class="int-calls" aria-labelledby={`calls-${id}`}>
        {items?.slice(0, mostShown).map((delivery) => (
          <DeliveryRow
            key={delivery.id}
            context={context}
            webhook={webhook}
            delivery={delivery}
            put={(after) => setItems((now) => now?.map((one) => (one.id === after.id ? after : one)) ?? null)}
          />
        ))}
      </ul>
    </div>
  );
};

const mostShown = 30;

interface RowProps {
  context: IntegrationsContext;
  webhook: Webhook;
  delivery: Delivery;
  put: (delivery: Delivery) => void;
}

const DeliveryRow = ({ context, webhook, delivery, put }: RowProps) => {
  const { api, navigation, momentText } = context;
  const { id, type, job, state, tries, next_at, last } = delivery;
  const { busy, trouble, call } = useActs();
  const isRetrying = state === "waiting" && tries > 0;
  const retry = async () => {
    const answer = await call(() => api.retryDelivery({ id: webhook.id, body: { delivery: id } }));
    if (answer !== null) put(answer.value);
  };
  return (
    <li class="int-call" data-delivery={id}>
      <div>
        <b>{message.types[type]}</b>{" "}
        <span class="msg-chip" data-state={isRetrying ? "paused" : chips[state]}>
          {isRetrying ? message.retryingState : message.deliveryStates[state]}
        </span>
        <span class="small quiet block">
          {job !== null && (
            <>
              <a {...linkTo(navigation, { place: "jobs", job, section: null })}>{message.job(job)}</a>
              {last !== null && " · "}
            </>
          )}
          {last !== null && `${message.sentAt(momentText(last.at), last.ms)} · ${attemptText(last)}`}
          {tries > 1 && ` · ${message.tries(tries)}`}
          {isRetrying && next_at !== null && ` · ${message.nextTry(momentText(next_at))}`}
        </span>
        <p class="error" role="alert">
          {trouble}
        </p>
      </div>
      {state !== "delivered" && webhook.disabled === null && (
        <button
          type="button"
          class="plain pill small"
          aria-disabled={busy}
          aria-label={message.sendNowWhat(message.types[type], job)}
          onClick={() => void retry()}
        >
          {busy ? message.testing : message.sendNow}
        </button>
      )}
    </li>
  );
};

const chips = { waiting: "", delivered: "ok", failed: "failing" } as const;
