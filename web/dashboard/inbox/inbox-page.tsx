import { useCallback, useContext, useEffect, useRef, useState } from "preact/hooks";
import * as message from "#message/inbox.ts";
import * as dashboard from "#message/dashboard.ts";
import * as staff from "#message/staff.ts";
import { useApp, type AppContext, type AppProps } from "../app-context.ts";
import { InboxContext, useInboxCount } from "../alert/use-inbox-watch.ts";
import { problemText } from "../form/problem-text.ts";
import { Icon } from "../icon.tsx";
import { useKey } from "../keys.ts";
import { useList } from "../list/use-list.ts";
import { linkTo } from "../navigation.ts";
import { LoadFailed } from "../page/load-failed.tsx";
import { LoadingPage } from "../page/loading-page.tsx";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { showTitle } from "../page-title.ts";
import { ConversationView } from "./conversation-view.tsx";
import type { InboxItem, InboxPage as Page } from "./conversation.ts";
import { InboxRows } from "./inbox-list.tsx";
import { nameOf } from "./name-of.ts";
import { useInboxFacts } from "./use-inbox-facts.ts";

/** What customers wrote, and the office's answers. The address holds the filter, the search and the open conversation. */
export const InboxPage = (props: AppProps) => {
  const found = useApp(props);
  useEffect(() => showTitle(dashboard.title(message.title)), []);
  if (found.app === null) {
    const trouble = found.failed ? problemText(found.problem) : "";
    const { title, loading, failed } = message;
    return <LoadingPage {...{ title, loading, failed, trouble }} onRetry={found.again} />;
  }
  return <Inbox app={found.app} />;
};

export type InboxTab = keyof typeof message.filters;
const tabs: readonly InboxTab[] = ["open", "mine", "all"];
const tabOf = (box: string): InboxTab => tabs.find((tab) => tab === box) ?? "open";

const Inbox = ({ app }: { app: AppContext }) => {
  const { api, browser, navigation, session } = app;
  const { filter, conversation } = navigation.route;
  const tab = tabOf(filter.box);
  const facts = useInboxFacts(app);
  const count = useInboxCount();
  const [done, setDone] = useState<Undoable | null>(null);
  const closeBar = useCallback(() => setDone(null), []);
  const query = {
    q: filter.q.trim(),
    state: tab === "open" ? "open" : null,
    assigned: tab === "mine" ? session.me.id : null,
  } as const;
  const list = useList<InboxItem, Page>({
    browser,
    query: { ...query, tab },
    read: (cursor) => api.listInbox({ ...query, cursor, limit: "50" }),
  });
  const watch = useContext(InboxContext);
  const changed = () => {
    list.refresh();
    void watch?.check();
  };
  // A new message, or an answer of a colleague, changes the list.
  const seen = `${count?.seq} ${count?.needs_reply}`;
  const first = useRef(seen);
  useEffect(() => {
    if (first.current !== seen) list.refresh();
    first.current = seen;
  }, [seen]);
  const rows = useRef<HTMLUListElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const step = (by: 1 | -1) => {
    const at = list.items.findIndex(({ id }) => id === conversation);
    const next = list.items[at < 0 ? 0 : at + by];
    if (next !== undefined) navigation.go({ conversation: next.id });
  };
  useKey("j", () => step(1));
  useKey("k", () => step(-1));
  useKey("/", () => search.current?.focus());
  return (
    <main class="inbox" data-inbox={count?.needs_reply} data-open={conversation !== null} aria-busy={list.isStale}>
      <header class="inbox-top">
        <h1>{message.title}</h1>
        <Tabs app={app} tab={tab} open={count?.needs_reply ?? 0} />
        <label class="inbox-search">
          <span class="vh">{message.searchLabel}</span>
          <Icon name="search" size={15} />
          <input
            ref={search}
            type="search"
            name="q"
            value={filter.q}
            placeholder={message.searchHint}
            autocomplete="off"
            onInput={({ currentTarget: { value } }) => navigation.go({ filter: { ...filter, q: value } }, true)}
          />
        </label>
      </header>
      <div class="inbox-body">
        <section class="inbox-list" aria-label={message.listLabel}>
          <Arrived items={list.items} />
          {list.failure !== null && (
            <LoadFailed
              class="inbox-failed"
              title={message.failed}
              more={problemText(list.failure.problem)}
              onRetry={list.refresh}
            />
          )}
          {list.query === null && <p class="page-late quiet inbox-none">{message.loading}</p>}
          {list.page !== null && list.items.length === 0 && <Empty tab={tab} q={query.q} />}
          <InboxRows {...{ app }} items={list.items} chosen={conversation} userName={facts.userName} list={rows} />
          {list.page !== null && list.page.next_cursor !== null && (
            <button type="button" class="plain inbox-older" onClick={list.more}>
              {message.more}
            </button>
          )}
        </section>
        {conversation === null ? (
          <section class="inbox-thread inbox-none">
            <p class="quiet">{message.choose}</p>
          </section>
        ) : (
          <ConversationView
            key={conversation}
            {...{ app }}
            id={conversation}
            people={facts.people}
            saved={facts.saved}
            quiet={facts.quiet}
            changed={changed}
            onNotify={setDone}
          />
        )}
      </div>
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

const Tabs = ({ app: { navigation }, tab, open }: { app: AppContext; tab: InboxTab; open: number }) => (
  <nav class="inbox-tabs" aria-label={message.listLabel}>
    {tabs.map((one) => (
      <a
        key={one}
        aria-current={one === tab ? "true" : undefined}
        {...linkTo(navigation, {
          place: "inbox",
          filter: { ...navigation.route.filter, box: one === "open" ? "" : one },
        })}
      >
        {message.filters[one]} {one === "open" && open > 0 && <span class="num">{open}</span>}
      </a>
    ))}
    <a {...linkTo(navigation, { place: "outbox", conversation: null })}>{message.notSent}</a>
  </nav>
);

const Empty = ({ tab, q }: { tab: InboxTab; q: string }) => (
  <div class="inbox-none">
    <h2>{q === "" ? message.empty[tab][0] : message.emptySearch(q)}</h2>
    <p class="quiet">{q === "" ? message.empty[tab][1] : message.emptySearchMore}</p>
  </div>
);

/** Says politely who wrote, for a person who does not see the list. */
const Arrived = ({ items }: { items: readonly InboxItem[] }) => {
  const newest = items.find(({ needs_reply: needsReply }) => needsReply);
  const name = newest === undefined ? "" : nameOf(newest) || staff.noName;
  const known = useRef<string | null>(null);
  const [said, setSaid] = useState("");
  useEffect(() => {
    const now = newest === undefined ? "" : `${newest.id} ${newest.at}`;
    if (known.current !== null && now !== "" && known.current !== now) setSaid(message.newMessage(name));
    if (items.length > 0 || known.current !== null) known.current = now;
  }, [newest?.id, newest?.at]);
  return (
    <p class="vh" role="status">
      {said}
    </p>
  );
};
