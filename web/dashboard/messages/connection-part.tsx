import { useState } from "preact/hooks";
import * as message from "#message/message-settings.ts";
import { ChannelStatus } from "./channel-status.tsx";
import { EmailAccount } from "./email-account.tsx";
import type { Channel } from "./messages-api.ts";
import type { MessagesContext } from "./messages-page.tsx";
import { TestForm } from "./test-form.tsx";
import { TextAccount } from "./text-account.tsx";

/** One channel: whether it works, its account, and a test. */
export const ConnectionPart = ({ kind, context }: { kind: Channel; context: MessagesContext }) => {
  const [round, setRound] = useState(0);
  const { api, change } = context;
  const refresh = async () => {
    setRound((now) => now + 1);
    const [health, secrets] = await Promise.all([api.getMessageHealth(), api.getProviderSecrets()]);
    if (health.ok && secrets.ok) change({ health: health.value, secrets: secrets.value });
  };
  const props = { context, refresh };
  return (
    <div class="page-parts msg-narrow">
      <section class="page-card" aria-labelledby="msg-account">
        <div class="msg-row">
          <h2 id="msg-account">{kind === "email" ? message.parts.email : message.parts.texts}</h2>
          <ChannelStatus kind={kind} context={context} />
        </div>
        <p class="quiet small">{kind === "email" ? message.emailLead : message.textsLead}</p>
        {kind === "email" ? <EmailAccount key={round} {...props} /> : <TextAccount key={round} {...props} />}
      </section>
      <TestForm kind={kind} {...props} />
    </div>
  );
};
