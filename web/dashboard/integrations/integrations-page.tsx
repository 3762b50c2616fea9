import { useCallback, useState } from "preact/hooks";
import type { Browser } from "../../shared/browser.ts";
import * as message from "#message/integrations.ts";
import { linkTo, type Navigation } from "../navigation.ts";
import { LoadingPage } from "../page/loading-page.tsx";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { useLoaded } from "../page/use-loaded.ts";
import { CalendarsPart } from "./calendars-part.tsx";
import { DisabledNotes } from "./disabled-notes.tsx";
import { loadIntegrations, type Integrations, type IntegrationsApi } from "./integrations-api.ts";
import { TokensPart } from "./tokens-part.tsx";
import { WebhooksPart } from "./webhooks-part.tsx";

export interface IntegrationsPageProps {
  api: IntegrationsApi;
  me: { role: "owner" | "dispatcher" | "crew" };
  browser: Pick<Browser, "now">;
  navigation: Navigation;
  /** Opens the sign-in after the session ended. */
  signIn: () => void;
}

/** What every part of the page uses. */
export interface IntegrationsContext extends Integrations {
  api: IntegrationsApi;
  navigation: Navigation;
  now: () => number;
  /** An instant as text on the clock of the business. */
  momentText: (at: string) => string;
  change: (next: (now: Integrations) => Partial<Integrations>) => void;
  onNotify: (text: string) => void;
}

type Part = keyof typeof message.parts;

/** The programs that read or hear of jobs: calendars, webhooks and API tokens. */
export const IntegrationsPage = (props: IntegrationsPageProps) =>
  props.me.role === "owner" ? <OwnersPage {...props} /> : <NotForYou navigation={props.navigation} />;

const OwnersPage = ({ api, browser, navigation, signIn }: IntegrationsPageProps) => {
  const load = useCallback(() => loadIntegrations(api), [api]);
  const { value, trouble, reload, change } = useLoaded<Integrations>(load, signIn);
  const [done, setDone] = useState<Undoable | null>(null);
  const closeBar = useCallback(() => setDone(null), []);
  if (value === null)
    return (
      <LoadingPage
        title={message.lead}
        loading={message.loading}
        failed={message.failed}
        trouble={trouble}
        onRetry={() => void reload()}
      />
    );
  const context: IntegrationsContext = {
    ...value,
    api,
    navigation,
    now: browser.now,
    momentText: (at) => value.format.moment(Date.parse(at), browser.now()),
    change: (next) => change((now) => ({ ...now, ...next(now) })),
    onNotify: (text) => setDone({ text, undo: null }),
  };
  const part = partNames.find((name) => name === navigation.route.section) ?? "calendars";
  return (
    <main class="page msg">
      <header class="msg-head">
        <h1>{message.title}</h1>
        <span class="quiet">{message.lead}</span>
      </header>
      <PartNames navigation={navigation} part={part} context={context} />
      <div class="msg-part">
        <div class="page-parts msg-narrow">
          <DisabledNotes context={context} />
          {part === "calendars" && <CalendarsPart context={context} />}
          {part === "webhooks" && <WebhooksPart context={context} />}
          {part === "tokens" && <TokensPart context={context} />}
        </div>
      </div>
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

const partNames: Part[] = ["calendars", "webhooks", "tokens"];

const PartNames = ({
  navigation,
  part,
  context,
}: {
  navigation: Navigation;
  part: Part;
  context: IntegrationsContext;
}) => (
  <nav class="msg-nav" aria-label={message.partsLabel}>
    <a class="quiet" {...linkTo(navigation, { place: "settings", section: null })}>
      {message.back}
    </a>
    {partNames.map((name) => (
      <a
        key={name}
        aria-current={name === part ? "page" : undefined}
        {...linkTo(navigation, { place: "integrations", section: name })}
      >
        {message.parts[name]}
        {context[name].length > 0 && (
          <span class="int-count num" aria-hidden="true">
            {context[name].length}
          </span>
        )}
      </a>
    ))}
  </nav>
);

const NotForYou = ({ navigation }: Pick<IntegrationsPageProps, "navigation">) => (
  <main class="page page-narrow">
    <h1>{message.lead}</h1>
    <p class="page-lead">{message.ownersOnly}</p>
    <a class="plain" {...linkTo(navigation, { place: "settings", section: null })}>
      {message.back}
    </a>
  </main>
);
