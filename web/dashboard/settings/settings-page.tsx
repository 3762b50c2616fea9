import { useCallback, useEffect, useState } from "preact/hooks";
import type { Browser } from "../../shared/browser.ts";
import * as message from "#message/settings.ts";
import * as staff from "#message/staff.ts";
import { problemText } from "../form/problem-text.ts";
import { UndoBar, type Undoable } from "../page/undo-bar.tsx";
import { AreaSection } from "./area-section.tsx";
import { BusinessSection } from "./business-section.tsx";
import { ClosedSection } from "./closed-section.tsx";
import { CrewsSection } from "./crews-section.tsx";
import { HoursSection } from "./hours-section.tsx";
import type { Settings, SettingsApi } from "./settings-api.ts";
import { RulesSection } from "./rules-section.tsx";
import { saveSection } from "./save-section.ts";
import type { Section } from "./section.ts";
import { ServicesSection } from "./services-section.tsx";
import { TermsSection } from "./terms-section.tsx";
import type { SettingsContext } from "./use-section.ts";

export interface SettingsPageProps {
  api: SettingsApi;
  me: { role: "owner" | "dispatcher" | "crew" };
  browser: Pick<Browser, "read" | "write" | "now">;
  /** Nobody is signed in any more: to the sign-in. */
  signIn: () => void;
}

/** In the order in which an owner sets up: who we are, what we sell, when, where, by which rules, and with whom. */
const parts: [id: string, title: string, part: (props: { context: SettingsContext }) => preact.JSX.Element][] = [
  ["business", message.business, BusinessSection],
  ["services", message.services, ServicesSection],
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

export const SettingsPage = ({ api, me, browser, signIn }: SettingsPageProps) => {
  const [settings, setSettings] = useState<Settings | null>(null);
  const [trouble, setTrouble] = useState("");
  const [done, setDone] = useState<Undoable | null>(null);
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set());
  const closeBar = useCallback(() => setDone(null), []);
  const mark = useCallback(
    (id: string, yes: boolean) =>
      setDirty((now) =>
        now.has(id) === yes ? now : new Set(yes ? [...now, id] : [...now].filter((one) => one !== id)),
      ),
    [],
  );
  const load = useCallback(async () => {
    setTrouble("");
    const answer = await api.getSettings();
    if (answer.ok) setSettings(answer.value);
    else if (answer.problem?.code === "sign_in_required") signIn();
    else setTrouble(problemText(answer.problem));
  }, [api, signIn]);
  useEffect(() => void load(), [load]);
  useEffect(() => {
    if (dirty.size === 0) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [dirty]);

  if (settings === null) {
    return (
      <main class="page" aria-busy={trouble === ""}>
        <h1>{message.title}</h1>
        {trouble === "" ? (
          <p class="page-late quiet">{message.loading}</p>
        ) : (
          <section class="page-card" role="alert">
            <h2>{message.failed}</h2>
            <p class="quiet">{trouble}</p>
            <button type="button" class="plain" onClick={() => void load()}>
              {staff.retry}
            </button>
          </section>
        )}
      </main>
    );
  }

  const mayChange = me.role === "owner";
  const context: SettingsContext = {
    api,
    settings,
    setSettings,
    mayChange,
    onNotify: setDone,
    signIn,
    storage: browser,
    mark,
    now: browser.now,
  };
  const setSample = async (to: boolean, from: Settings) => {
    const saved = await saveSection(api, sample, from, { sample: to });
    if (saved.outcome === "refused") return setDone({ text: problemText(saved.problem), undo: null });
    const now = saved.outcome === "saved" ? saved.settings : saved.theirs;
    setSettings(now);
    if (to) setDone({ text: message.undone(message.services), undo: null });
    else setDone({ text: message.sampleConfirmed, undo: () => void setSample(true, now) });
  };
  const unsaved = parts.filter(([id]) => dirty.has(id)).map(([, title]) => title);
  return (
    <main class="page page-wide">
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
        </ol>
        {unsaved.length > 0 && <p class="small page-unsaved">{message.unsavedIn(unsaved)}</p>}
      </nav>
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
              <button type="button" class="act" onClick={() => void setSample(false, settings)}>
                {message.sampleConfirm}
              </button>
            )}
          </section>
        )}
        {parts.map(([id, , Part]) => (
          <Part key={id} context={context} />
        ))}
      </div>
      <UndoBar done={done} close={closeBar} />
    </main>
  );
};

const show = (id: string) => {
  const title = document.getElementById(`${id}-title`);
  title?.focus({ preventScroll: true });
  document.getElementById(id)?.scrollIntoView({ block: "start" });
};
