import * as message from "#message/message-settings.ts";
import type { Channel } from "./messages-api.ts";
import type { MessagesContext } from "./messages-page.tsx";

/** The health of a channel in one line, and what to do. */
export const ChannelStatus = ({ kind, context }: { kind: Channel; context: MessagesContext }) => {
  const { health } = context.messages;
  const { state, detail, sender, waiting, parked } = health[kind];
  const isMismatch = kind === "text" && health.signature_mismatch;
  return (
    <div class="msg-status" role="status">
      <span class="msg-chip" data-state={state}>
        {message.states[state]}
      </span>
      <p class="small">{detail}</p>
      {sender !== null && <p class="quiet small">{message.sender(sender)}</p>}
      {(waiting > 0 || parked > 0) && <p class="quiet small">{message.counts(waiting, parked)}</p>}
      {isMismatch && <p class="error">{message.signatures}</p>}
    </div>
  );
};
