import * as message from "#message/integrations.ts";
import { nameOfWebhook } from "../../../domain/webhook/webhook.ts";
import { linkTo } from "../navigation.ts";
import type { IntegrationsContext } from "./integrations-page.tsx";

/** Says which webhooks are disabled, and why, on every part of the page. */
export const DisabledNotes = ({ context }: { context: IntegrationsContext }) => {
  const { webhooks, navigation, momentText } = context;
  return (
    <>
      {webhooks.map((webhook) => {
        const { id, disabled } = webhook;
        if (disabled === null) return null;
        return (
          <section key={id} class="note int-disabled" data-disabled={id}>
            <h2>{message.disabledTitle(nameOfWebhook(webhook))}</h2>
            <p>
              {message.disabledReasons[disabled.why]} {message.disabledAt(momentText(disabled.at))}
            </p>
            {navigation.route.section !== "webhooks" && (
              <a class="plain" {...linkTo(navigation, { place: "integrations", section: "webhooks" })}>
                {message.showWebhook}
              </a>
            )}
          </section>
        );
      })}
    </>
  );
};
