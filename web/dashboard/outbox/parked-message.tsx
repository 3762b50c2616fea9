import * as message from "#message/inbox.ts";
import * as staff from "#message/staff.ts";
import { phoneText, telLink } from "../../shared/format.ts";
import { PhoneIcon } from "../../shared/icon.tsx";
import type { AppContext } from "../app-context.ts";
import type { ListedMessage } from "../inbox/conversation.ts";
import { bodyOf, eventText, stateText } from "../inbox/message-text.ts";
import { nameOf } from "../inbox/name-of.ts";
import { linkTo } from "../navigation.ts";

/** What a person can do about a message that did not go out. */
export interface MessageActs {
  /** Sends it under a new id, by another channel if one is given. */
  again: (message: ListedMessage, via: "text" | "email" | null) => void;
  dismiss: (message: ListedMessage) => void;
  /** Why the last act failed; empty if it did not. */
  troubleOf: (message: ListedMessage) => string;
}

interface Props {
  app: AppContext;
  message: ListedMessage;
  acts: MessageActs;
}

/** A message that did not go out: to whom, what it says, why, and what to do. */
export const ParkedMessage = ({ app, message: one, acts }: Props) => (
  <li class="outbox-item" data-message={one.id} data-state={one.state}>
    <MessageHead app={app} message={one} />
    <p class="lines">
      <bdi>{bodyOf(one)}</bdi>
    </p>
    <p class="bad">{stateText(one)}</p>
    <Refused text={acts.troubleOf(one)} />
    <div class="page-buttons">
      <button type="button" class="plain" onClick={() => acts.again(one, null)}>
        {message.sendAgain}
      </button>
      {one.via === "text" && (
        <button type="button" class="plain" onClick={() => acts.again(one, "email")}>
          {message.byEmail}
        </button>
      )}
      {one.conversation.contact?.kind === "phone" && (
        <a class="plain" href={telLink(one.conversation.contact.value)}>
          <PhoneIcon /> {message.call}
        </a>
      )}
      <button type="button" class="plain" onClick={() => acts.dismiss(one)}>
        {message.dismiss}
      </button>
    </div>
  </li>
);

/** To whom a message goes, what it is about, and since when it waits. */
export const MessageHead = ({ app, message: one }: Pick<Props, "app" | "message">) => {
  const { navigation, format, browser } = app;
  const { conversation, job } = one;
  return (
    <p class="outbox-head">
      <a {...linkTo(navigation, { place: "inbox", conversation: conversation.id })}>
        <b>
          <bdi>{nameOf(conversation) || staff.noName}</bdi>
        </b>
      </a>
      <span>{eventText(one.event)}</span>
      <span class="quiet small">
        {[message.vias[one.via], addressOf(one), format.moment(Date.parse(one.at), browser.now())]
          .filter(Boolean)
          .join(" · ")}
      </span>
      {job !== undefined && (
        <a class="small num" {...linkTo(navigation, { place: "jobs", job })}>
          {job}
        </a>
      )}
    </p>
  );
};

const addressOf = ({ via, to }: ListedMessage): string => (to === null ? "" : via === "text" ? phoneText(to) : to);

export const Refused = ({ text }: { text: string }) =>
  text === "" ? null : (
    <p class="error" role="alert">
      {text}
    </p>
  );
