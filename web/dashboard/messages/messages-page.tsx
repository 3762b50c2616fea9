import { useCallback, useState } from "preact/hooks";
import type { Browser } from "../../shared/browser.ts";
import * as message from "#message/message-settings.ts";
import { linkTo, type Navigation } from "../navigation.ts";
import { LoadingPage } from "../page/loading-page.tsx";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { useLoaded } from "../page/use-loaded.ts";
import { ConnectionPart } from "./connection-part.tsx";
import { DetailsPart } from "./details-part.tsx";
import { loadMessages } from "./load-messages.ts";
import type { Messages, MessagesApi } from "./messages-api.ts";
import { Paused } from "./paused.tsx";
import { WordsPart } from "./words-part.tsx";

export interface MessagesPageProps {
  api: MessagesApi;
  me: { role: "owner" | "dispatcher" | "crew" };
  browser: Pick<Browser, "after" | "now">;
  navigation: Navigation;
  /** Opens the sign-in after the session ended. */
  signIn: () => void;
}

/** What every part of the page uses. */
export interface MessagesContext {
  api: MessagesApi;
  browser: MessagesPageProps["browser"];
  messages: Messages;
  change: (next: Partial<Messages>) => void;
  onNotify: (text: string) => void;
}

type Part = keyof typeof message.parts;

/** How the business sends messages: the words with a preview, the accounts, the hours. */
export const MessagesPage = (props: MessagesPageProps) =>
  props.me.role === "owner" ? <OwnersPage {...props} /> : <NotForYou navigation={props.navigation} />;

const OwnersPage = ({ api, browser, navigation, signIn }: MessagesPageProps) => {
  const load = useCallback(() => loadMessages(api), [api]);
  const { value, trouble, reload, change } = useLoaded<Messages>(load, signIn);
  const [done, setDone] = useState<Undoable | null>(null);
  const closeBar = useCallback(() => setDone(null), []);
  const [part, setPart] = useState<Part>("words");
  if (value === null)
    return (
      <LoadingPage
        title={message.title}
        loading={message.loading}
        failed={message.failed}
        trouble={trouble}
        onRetry={() => void reload()}
      />
    );
  const context: MessagesContext = {
    api,
    browser,
    messages: value,
    change: (next) => change((now) => ({ ...now, ...next })),
    onNotify: (text) => setDone({ text, undo: null }),
  };
  return (
    <main class="page msg">
      <header class="msg-head">
        <h1>{message.title}</h1>
        <span class="quiet">{message.lead}</span>
      </header>
      <nav class="msg-nav" aria-label={message.partsLabel}>
        <a class="quiet" {...linkTo(navigation, { place: "settings", section: null })}>
          {message.back}
        </a>
        {partNames.map((name) => (
          <button
            key={name}
            type="button"
            class="bare"
            aria-current={name === part ? "true" : undefined}
            onClick={() => setPart(name)}
          >
            {message.parts[name]}
          </button>
        ))}
      </nav>
      <div class="msg-part">
        <Paused context={context} />
        {part === "words" && <WordsPart context={context} />}
        {part === "email" && <ConnectionPart key="email" kind="email" context={context} />}
        {part === "texts" && <ConnectionPart key="text" kind="text" context={context} />}
        {part === "details" && <DetailsPart context={context} />}
      </div>
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

const partNames: Part[] = ["words", "email", "texts", "details"];

const NotForYou = ({ navigation }: Pick<MessagesPageProps, "navigation">) => (
  <main class="page page-narrow">
    <h1>{message.lead}</h1>
    <p class="page-lead">{message.ownersOnly}</p>
    <a class="plain" {...linkTo(navigation, { place: "settings", section: null })}>
      {message.back}
    </a>
  </main>
);
