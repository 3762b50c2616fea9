import { useRef, useState } from "preact/hooks";
import * as message from "#message/integrations.ts";
import { nameOfWebhook } from "../../../domain/webhook/webhook.ts";
import * as staff from "#message/staff.ts";
import { ConfirmRow } from "./confirm-row.tsx";
import { attemptText } from "./attempt-text.ts";
import { DeliveryList } from "./delivery-list.tsx";
import type { Webhook } from "./integrations-api.ts";
import type { IntegrationsContext } from "./integrations-page.tsx";
import { useActs } from "./use-acts.ts";
import { WebhookForm } from "./webhook-form.tsx";
import type { MadeSecret } from "./webhooks-part.tsx";

interface Props {
  context: IntegrationsContext;
  webhook: Webhook;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  /** Replaces the webhook in the list. */
  put: (webhook: Webhook) => void;
  made: (secret: MadeSecret) => void;
}

/** A webhook in its list, and below it, once opened, what an owner does with it and its recent calls. */
export const WebhookRow = (props: Props) => {
  const { context, webhook, isOpen, setOpen } = props;
  const { id, url, types, scopes, disabled, failing_since, waiting } = webhook;
  const name = nameOfWebhook(webhook);
  const state = disabled !== null ? "disabled" : failing_since !== null ? "failing" : "on";
  return (
    <li data-webhook={id}>
      <div class="page-item">
        <div>
          <b>{name}</b>{" "}
          <span class="msg-chip" data-state={chips[state]}>
            {message.states[state]}
          </span>
          <span class="small quiet block int-url">{url}</span>
          <span class="small block">
            {message.countOfTypes(types.length)}
            {scopes.includes("messages:read") && `, ${message.textsToo}`}
          </span>
          {(waiting > 0 || (state === "failing" && failing_since !== null)) && (
            <span class="small quiet block">
              {[
                ...(waiting > 0 ? [message.waiting(waiting)] : []),
                ...(failing_since === null ? [] : [message.failingSince(context.momentText(failing_since))]),
              ].join(" · ")}
            </span>
          )}
        </div>
        <button
          type="button"
          class="plain"
          aria-expanded={isOpen}
          aria-label={isOpen ? staff.close : message.openWebhook(name)}
          onClick={() => setOpen(!isOpen)}
        >
          {isOpen ? staff.close : message.open}
        </button>
      </div>
      {isOpen && <Opened {...props} />}
    </li>
  );
};

const chips = { on: "ok", failing: "paused", disabled: "failing" } as const;

type Asked = "change" | "rotate" | "remove";

const Opened = (props: Props) => {
  const { context, webhook, put } = props;
  const { onNotify } = context;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [round, setRound] = useState(0);
  const tools = useRef<HTMLDivElement>(null);
  const close = () => {
    const button = tools.current?.querySelector<HTMLElement>(`[data-act="${asked}"]`);
    setAsked(null);
    button?.focus();
  };
  if (asked === "change")
    return (
      <div class="page-inset">
        <WebhookForm
          context={context}
          webhook={webhook}
          close={() => setAsked(null)}
          saved={(changed) => {
            put(changed);
            setAsked(null);
            onNotify(message.webhookChanged(nameOfWebhook(changed)));
          }}
        />
      </div>
    );
  return (
    <>
      <div class="page-inset" ref={tools}>
        <WebhookTools {...props} asked={asked} ask={setAsked} done={() => setRound((now) => now + 1)} />
      </div>
      {asked === "rotate" && <Rotate {...props} close={close} />}
      {asked === "remove" && <Remove {...props} close={close} />}
      <DeliveryList context={context} webhook={webhook} round={round} />
    </>
  );
};

interface ToolsProps extends Props {
  asked: Asked | null;
  ask: (asked: Asked | null) => void;
  /** The calls have changed. */
  done: () => void;
}

const WebhookTools = ({ context, webhook, put, asked, ask, done }: ToolsProps) => {
  const { api, onNotify } = context;
  const { id, disabled } = webhook;
  const [said, setSaid] = useState("");
  const { busy, trouble, call } = useActs();
  const test = async () => {
    setSaid("");
    const answer = await call(() => api.testWebhook({ id }));
    if (answer === null) return;
    const { attempt } = answer.value;
    setSaid(attempt.error === null ? message.tested(attempt.ms) : message.testFailed(attemptText(attempt)));
  };
  const enable = async () => {
    const answer = await call(() => api.enableWebhook({ id }));
    if (answer === null) return;
    put(answer.value);
    onNotify(message.enabled(nameOfWebhook(webhook)));
    done();
  };
  return (
    <>
      <div class="page-buttons">
        {disabled !== null && (
          <button type="button" class="act" aria-disabled={busy} onClick={() => void enable()}>
            {message.enable}
          </button>
        )}
        <button type="button" class="plain" aria-disabled={busy} onClick={() => void test()}>
          {busy ? message.testing : message.test}
        </button>
        <button type="button" class="plain" data-act="change" onClick={() => ask("change")}>
          {message.change}
        </button>
        {(["rotate", "remove"] as const).map((act) => (
          <button
            key={act}
            type="button"
            class={act === "remove" ? "plain page-danger" : "plain"}
            data-act={act}
            aria-expanded={asked === act}
            onClick={() => ask(asked === act ? null : act)}
          >
            {act === "rotate" ? message.rotate : message.remove}
          </button>
        ))}
      </div>
      <p role="status" class="small int-said">
        {said}
      </p>
      <p class="error" role="alert">
        {trouble}
      </p>
    </>
  );
};

const Rotate = ({ context: { api }, webhook, put, made, close }: Props & { close: () => void }) => {
  const { busy, trouble, call } = useActs();
  const rotate = async () => {
    const answer = await call(() => api.rotateWebhook({ id: webhook.id }));
    if (answer === null) return;
    const { secret, ...changed } = answer.value;
    put(changed);
    close();
    made({ name: nameOfWebhook(webhook), secret, isRotated: true });
  };
  return (
    <>
      <ConfirmRow
        more={message.rotateMore}
        label={message.rotateNow}
        isDanger={false}
        {...{ busy, close }}
        confirm={() => void rotate()}
      />
      <p class="error int-row-error" role="alert">
        {trouble}
      </p>
    </>
  );
};

const Remove = ({ context, webhook, close }: Props & { close: () => void }) => {
  const { api, change, onNotify } = context;
  const { busy, trouble, call } = useActs();
  const name = nameOfWebhook(webhook);
  const remove = async () => {
    const answer = await call(() => api.removeWebhook({ id: webhook.id }));
    if (answer === null) return;
    change((now) => ({ webhooks: now.webhooks.filter(({ id }) => id !== webhook.id) }));
    onNotify(message.removed(name));
  };
  return (
    <>
      <ConfirmRow
        more={message.removeMore(name)}
        label={message.removeWebhook(name)}
        {...{ busy, close }}
        confirm={() => void remove()}
      />
      <p class="error int-row-error" role="alert">
        {trouble}
      </p>
    </>
  );
};
