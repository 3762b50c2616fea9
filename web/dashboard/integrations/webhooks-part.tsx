import { useState } from "preact/hooks";
import * as message from "#message/integrations.ts";
import { nameOfWebhook } from "../../../domain/webhook/webhook.ts";
import type { Webhook } from "./integrations-api.ts";
import type { IntegrationsContext } from "./integrations-page.tsx";
import { PartCard } from "./part-card.tsx";
import { SecretOnce } from "./secret-once.tsx";
import { WebhookForm } from "./webhook-form.tsx";
import { WebhookRow } from "./webhook-row.tsx";

/** A secret that was just made, to show once. */
export interface MadeSecret {
  name: string;
  secret: string;
  isRotated: boolean;
}

/** The addresses that are called when something happens. */
export const WebhooksPart = ({ context }: { context: IntegrationsContext }) => {
  const { webhooks, change } = context;
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<MadeSecret | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const isAnyDisabled = webhooks.some(({ disabled }) => disabled !== null);
  const put = (webhook: Webhook) =>
    change((now) => ({ webhooks: now.webhooks.map((one) => (one.id === webhook.id ? webhook : one)) }));
  return (
    <>
      {made !== null && (
        <SecretOnce
          key={made.secret}
          name={made.name}
          label={message.webhookSecret}
          secret={made.secret}
          more={made.isRotated ? `${message.webhookOnce} ${message.secretAfterRotation}` : message.webhookOnce}
          close={() => setMade(null)}
        />
      )}
      <PartCard
        id="int-webhooks"
        title={message.parts.webhooks}
        lead={message.webhooksLead}
        add={
          isAdding
            ? null
            : { label: message.addWebhook, open: () => setAdding(true), isNext: made === null && !isAnyDisabled }
        }
      >
        {isAdding && (
          <WebhookForm
            context={context}
            webhook={null}
            close={() => setAdding(false)}
            saved={(webhook, secret) => {
              change((now) => ({ webhooks: [...now.webhooks, webhook] }));
              setAdding(false);
              setOpened(webhook.id);
              if (secret !== null) setMade({ name: nameOfWebhook(webhook), secret, isRotated: false });
            }}
          />
        )}
        {webhooks.length === 0 && !isAdding && <p class="int-none">{message.noWebhooks}</p>}
        {webhooks.length > 0 && (
          <ul class="page-list page-flush">
            {webhooks.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                context={context}
                webhook={webhook}
                isOpen={opened === webhook.id}
                setOpen={(isOpen) => setOpened(isOpen ? webhook.id : null)}
                put={put}
                made={setMade}
              />
            ))}
          </ul>
        )}
      </PartCard>
    </>
  );
};
