import { useCallback, useEffect, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import * as message from "#message/inbox.ts";
import * as dashboard from "#message/dashboard.ts";
import { useApp, type AppContext, type AppProps } from "../app-context.ts";
import { useInboxCount } from "../alert/use-inbox-watch.ts";
import { problemText } from "../form/problem-text.ts";
import type { ListedMessage } from "../inbox/conversation.ts";
import { linkTo } from "../navigation.ts";
import { LoadingPage } from "../page/loading-page.tsx";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { useLoaded } from "../page/use-loaded.ts";
import { showTitle } from "../page-title.ts";
import { KeptMessage } from "./kept-message.tsx";
import { ParkedMessage, type MessageActs } from "./parked-message.tsx";

/** The messages that did not go out, with the reason, and those that are kept because no provider is set up. */
export const OutboxPage = (props: AppProps) => {
  const found = useApp(props);
  useEffect(() => showTitle(dashboard.title(message.outboxTitle)), []);
  if (found.app === null) {
    const trouble = found.failed ? problemText(found.problem) : "";
    return (
      <LoadingPage
        title={message.outboxTitle}
        loading={message.outboxLoading}
        failed={message.outboxFailed}
        trouble={trouble}
        onRetry={found.again}
      />
    );
  }
  return <Outbox app={found.app} />;
};

const Outbox = ({ app }: { app: AppContext }) => {
  const { api, navigation, browser } = app;
  const load = useCallback(() => loadMessages(api), [api]);
  const { value, trouble, reload } = useLoaded(load, () => undefined);
  const [done, setDone] = useState<Undoable | null>(null);
  const [refused, setRefused] = useState<{ id: string; text: string } | null>(null);
  const closeBar = useCallback(() => setDone(null), []);
  const count = useInboxCount();
  if (value === null)
    return (
      <LoadingPage
        title={message.outboxTitle}
        loading={message.outboxLoading}
        failed={message.outboxFailed}
        trouble={trouble}
        onRetry={() => void reload()}
      />
    );
  const act = async (one: ListedMessage, send: () => Promise<Answer<unknown>>, said: string) => {
    const answer = await send();
    setRefused(answer.ok ? null : { id: one.id, text: problemText(answer.problem) });
    if (answer.ok) setDone({ text: said, undo: null });
    await reload();
  };
  const acts: MessageActs = {
    again: (one, via) =>
      void act(
        one,
        () => api.sendAgain({ id: one.id, body: via === null ? {} : { via }, key: browser.key() }),
        message.sentAgain(one.conversation.name),
      ),
    dismiss: (one) => void act(one, () => api.dismissMessage({ id: one.id, key: browser.key() }), message.dismissed),
    troubleOf: ({ id }) => (refused?.id === id ? refused.text : ""),
  };
  const { parked, kept } = value;
  return (
    <main class="page outbox" data-inbox={count?.needs_reply}>
      <header class="page-head">
        <div>
          <h1>{message.outboxTitle}</h1>
          <p class="quiet">{message.outboxLead}</p>
        </div>
        <a class="plain" {...linkTo(navigation, { place: "inbox" })}>
          {message.title}
        </a>
      </header>
      {parked.length === 0 ? (
        <section class="page-card">
          <h2>{message.outboxEmpty}</h2>
          <p class="quiet">{message.outboxEmptyMore}</p>
        </section>
      ) : (
        <ul class="page-list">
          {parked.map((one) => (
            <ParkedMessage key={one.id} app={app} message={one} acts={acts} />
          ))}
        </ul>
      )}
      {kept.length > 0 && (
        <section class="outbox-kept" aria-labelledby="outbox-kept">
          <h2 id="outbox-kept">{message.localTitle}</h2>
          <p class="quiet">{message.localLead}</p>
          <ul>
            {kept.map((one) => (
              <KeptMessage key={one.id} app={app} message={one} acts={acts} />
            ))}
          </ul>
        </section>
      )}
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

interface Lists {
  parked: ListedMessage[];
  kept: ListedMessage[];
}

const loadMessages = async (api: AppContext["api"]): Promise<Answer<Lists>> => {
  const [parked, kept] = await Promise.all([
    api.listMessages({ state: "parked", limit: "200" }),
    api.listMessages({ state: "local", limit: "50" }),
  ]);
  if (!parked.ok) return parked;
  if (!kept.ok) return kept;
  return { ok: true, value: { parked: parked.value.items, kept: kept.value.items }, replayed: false };
};
