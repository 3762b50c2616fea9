import type { RefObject } from "preact";
import * as message from "#message/inbox.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { followHere } from "../navigation.ts";
import type { InboxItem } from "./conversation.ts";
import { ageText } from "./message-text.ts";
import { nameOf } from "./name-of.ts";
import { ViaIcon } from "./reply-box.tsx";

interface Props {
  app: AppContext;
  items: readonly InboxItem[];
  chosen: string | null;
  /** The name of a user; empty if unknown. */
  userName: (id: string) => string;
  list: RefObject<HTMLUListElement | null>;
}

/** The conversations, newest first. A dot marks one that needs a reply. */
export const InboxRows = ({ app, items, chosen, userName, list }: Props) => (
  <ul class="inbox-rows" ref={list} aria-label={message.listLabel}>
    {items.map((item) => (
      <Row key={item.id} {...{ app, item, userName }} isChosen={item.id === chosen} />
    ))}
  </ul>
);

interface RowProps extends Pick<Props, "app" | "userName"> {
  item: InboxItem;
  isChosen: boolean;
}

const Row = ({ app: { navigation, format, browser, session }, item, isChosen, userName }: RowProps) => {
  const { id, at, via, snippet, needs_reply: needsReply, assigned, job } = item;
  const change = { place: "inbox", conversation: id } as const;
  const who = assigned === null || assigned === session.me.id ? "" : userName(assigned);
  return (
    <li data-conversation={id} data-needs-reply={needsReply}>
      <a
        href={navigation.href(change)}
        aria-current={isChosen ? "true" : undefined}
        onClick={followHere(() => navigation.go(change))}
      >
        <span class="inbox-dot">{needsReply && <span class="vh">{message.filters.open}</span>}</span>
        <b class="inbox-name">
          <bdi>{nameOf(item) || staff.noName}</bdi>
        </b>
        <time class="quiet small num" dateTime={at}>
          {ageText(at, format, browser.now())}
        </time>
        <bdi class="inbox-snippet">{item.dir === "out" ? message.ownWords(snippet) : snippet}</bdi>
        <span class="inbox-facts quiet small">
          {job !== null && <span class="inbox-job num">{job}</span>}
          {who !== "" && <span>{who}</span>}
        </span>
        <ViaIcon via={via} />
      </a>
    </li>
  );
};
