import * as message from "#message/inbox.ts";
import type { AppContext } from "../app-context.ts";
import type { ListedMessage } from "../inbox/conversation.ts";
import { bodyOf } from "../inbox/message-text.ts";
import { MessageHead, Refused, type MessageActs } from "./parked-message.tsx";

interface Props {
  app: AppContext;
  message: ListedMessage;
  acts: MessageActs;
}

/** A message as it would arrive: a text in a bubble, an email under its subject. It goes out only by a click. */
export const KeptMessage = ({ app, message: one, acts }: Props) => (
  <li class="outbox-item" data-message={one.id} data-state={one.state}>
    <MessageHead app={app} message={one} />
    {one.via === "email" ? (
      <article class="outbox-email">
        <h3>
          <span class="vh">{message.subject}: </span>
          {one.subject ?? ""}
        </h3>
        <p class="lines">
          <bdi>{bodyOf(one)}</bdi>
        </p>
      </article>
    ) : (
      <p class="outbox-bubble lines">
        <bdi>{bodyOf(one)}</bdi>
      </p>
    )}
    <Refused text={acts.troubleOf(one)} />
    <div class="page-buttons">
      <button type="button" class="plain" onClick={() => acts.again(one, null)}>
        {message.sendNow}
      </button>
    </div>
  </li>
);
