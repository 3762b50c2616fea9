import { useCallback, useEffect, useState } from "preact/hooks";
import type { Browser } from "../../shared/browser.ts";
import { linkTo, type Navigation } from "../navigation.ts";
import { LoadingPage } from "../page/loading-page.tsx";
import { useLoaded } from "../page/use-loaded.ts";
import * as priceMessage from "#message/price-book.ts";
import * as message from "#message/settings.ts";
import { problemText } from "../form/problem-text.ts";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { AreaSection } from "./area-section.tsx";
import { BusinessSection } from "./business-section.tsx";
import { ClosedSection } from "./closed-section.tsx";
import { CrewsSection } from "./crews-section.tsx";
import { HoursSection } from "./hours-section.tsx";
import { PaymentsSection } from "./payments-section.tsx";
import type { Settings, SettingsApi } from "./settings-api.ts";
import { RulesSection } from "./rules-section.tsx";
import { saveSection } from "./save-section.ts";
import type { Section } from "./section.ts";
import { ServicesSection } from "./services-section.tsx";
import { SurchargesSection } from "./surcharges-section.tsx";
import { TaxSection } from "./tax-section.tsx";
import { TermsSection } from "./terms-section.tsx";
import type { SettingsContext } from "./use-section.ts";

export interface SettingsPageProps {
  api: SettingsApi;
  me: { role: "owner" | "dispatcher" | "crew" };
  browser: Pick<Browser, "read" | "write" | "now">;
  navigation: Navigation;
  /** Opens the sign-in after the session ended. */
  signIn: () => void;
}

/** The sections, in the order in which an owner sets up a business. */
const parts: [id: string, title: string, part: (props: { context: SettingsContext }) => preact.JSX.Element][] = [
  ["business", message.business, BusinessSection],
  ["services", message.services, ServicesSection],
  ["tax", priceMessage.tax, TaxSection],
  ["surcharges", priceMessage.surcharges, SurchargesSection],
  ["payments", priceMessage.payments, PaymentsSection],
  ["hours", message.hours, HoursSection],
  ["closed", message.closed, ClosedSection],
  ["area", message.area, AreaSection],
  ["rules", message.rules, RulesSection],
  ["terms", message.terms, TermsSection],
  ["crews", message.crews, CrewsSection],
];

const sample: Section<{ sample: boolean }> = {
  id: "sample",
  title: message.services,
  read: ({ sample }) => ({ sample }),
  write: (settings, { sample }) => ({ ...settings, sample }),
  label: () => message.sampleTitle,
  text: (_, { sample }) => (sample ? message.yes : message.no),
};

export const SettingsPage = ({ api, me, browser, navigation, signIn }: SettingsPageProps) => {
  const load = useCallback(() => api.getSettings(), [api]);
  const { value: settings, trouble, reload, change } = useLoaded<Settings>(load, signIn);
  const [done, setDone] = useState<Undoable | null>(null);
  const closeBar = useCallback(() => setDone(null), []);
  const [dirty, mark] = useDirtySections();
  if (settings === null)
    return (
      <LoadingPage
        title={message.title}
        loading={message.loading}
        failed={message.failed}
        trouble={trouble}
        onRetry={() => void reload()}
      />
    );
  const context: SettingsContext = {
    api,
    settings,
    setSettings: (next) => change(() => next),
    mayChange: me.role === "owner",
    onNotify: setDone,
    signIn,
    storage: browser,
    mark,
    now: browser.now,
    navigation,
  };
  return (
    <main class="page page-wide">
      <SectionList dirty={dirty} navigation={navigation} isOwner={context.mayChange} />
      <Sections context={context} section={navigation.route.section} />
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

/** The links to the sections, with a mark at those that have unsaved changes. */
const SectionList = ({
  dirty,
  navigation,
  isOwner,
}: {
  dirty: ReadonlySet<string>;
  navigation: Navigation;
  isOwner: boolean;
}) => {
  const unsaved = parts.filter(([id]) => dirty.has(id)).map(([, title]) => title);
  return (
    <nav class="page-nav" aria-label={message.sections}>
      <ol>
        {parts.map(([id, title]) => (
          <li key={id}>
            <button type="button" class="bare" onClick={() => show(id)}>
              {title}
              {dirty.has(id) && <span class="page-dot" role="img" aria-label={message.unsaved} />}
            </button>
          </li>
        ))}
        <li>
          <a class="bare" {...linkTo(navigation, { place: "messages" })}>
            {message.messages}
          </a>
        </li>
        {isOwner && (
          <li>
            <a class="bare" {...linkTo(navigation, { place: "integrations", section: null })}>
              {message.integrations}
            </a>
          </li>
        )}
      </ol>
      {unsaved.length > 0 && <p class="small page-unsaved">{message.unsavedIn(unsaved)}</p>}
    </nav>
  );
};

const Sections = ({ context, section }: { context: SettingsContext; section: string | null }) => {
  const { settings, mayChange } = context;
  useEffect(() => {
    if (section !== null) show(section);
  }, [section]);
  return (
    <div class="page-parts">
      <header>
        <h1>{message.title}</h1>
        <p class="quiet">{mayChange ? message.lead : message.readOnly}</p>
      </header>
      {settings.sample && (
        <section class="note page-sample">
          <h2>{message.sampleTitle}</h2>
          <p>{message.sampleMore}</p>
          {mayChange && (
            <button type="button" class="plain" onClick={() => void setSample(context, false, settings)}>
              {message.sampleConfirm}
            </button>
          )}
        </section>
      )}
      {parts.map(([id, , Part]) => (
        <Part key={id} context={context} />
      ))}
    </div>
  );
};

/** Confirms the sample settings as the owner's own, or undoes that. */
const setSample = async (context: SettingsContext, to: boolean, from: Settings): Promise<void> => {
  const { api, setSettings, onNotify } = context;
  const saved = await saveSection(api, sample, from, { sample: to });
  if (saved.outcome === "refused") return onNotify({ text: problemText(saved.problem), undo: null });
  const now = saved.outcome === "saved" ? saved.settings : saved.remote;
  setSettings(now);
  if (to) onNotify({ text: message.undone(message.services), undo: null });
  else onNotify({ text: message.sampleConfirmed, undo: () => void setSample(context, true, now) });
};

/** The sections with unsaved changes. The browser asks before it leaves the page while there are any. */
const useDirtySections = (): [ReadonlySet<string>, SettingsContext["mark"]] => {
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set());
  const mark = useCallback(
    (id: string, isDirty: boolean) =>
      setDirty((now) =>
        now.has(id) === isDirty ? now : new Set(isDirty ? [...now, id] : [...now].filter((other) => other !== id)),
      ),
    [],
  );
  useEffect(() => {
    if (dirty.size === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);
  return [dirty, mark];
};

const show = (id: string) => {
  const title = document.getElementById(`${id}-title`);
  title?.focus({ preventScroll: true });
  document.getElementById(id)?.scrollIntoView({ block: "start" });
};
