import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answer, Problem } from "../../../http/client.ts";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import * as staff from "#message/staff.ts";
import { Conflict } from "../form/merge-conflict.tsx";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import { freshName } from "./fresh-name.ts";
import type { Crew } from "./settings-api.ts";
import type { SettingsContext } from "./use-section.ts";

/** Crews are added, renamed and removed one by one: each counts at once, each can be taken back. */
export const CrewsSection = ({ context }: { context: SettingsContext }) => {
  const { api, settings, setSettings, mayChange, onNotify } = context;
  const [added, setAdded] = useState("");
  const [renaming, setRenaming] = useState<{ id: string; name: string; was: string } | null>(null);
  const [error, setError] = useState<{ at: string; text: string } | null>(null);
  /** A rename that another owner's rename of the same crew came before. */
  const [conflict, setConflict] = useState<{ crew: Crew; asked: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const crews = settings.crews.filter(({ active }) => active);
  const list = useRef<HTMLUListElement>(null);
  const renamed = useRef<string | null>(null);
  useLayoutEffect(() => {
    // The form takes the focus, and gives it back to the button that opened it.
    const where = renaming === null ? `[data-crew="${renamed.current}"] button` : "input";
    list.current?.querySelector<HTMLElement>(where)?.focus();
    renamed.current = renaming?.id ?? null;
  }, [renaming?.id]);

  const ask = async <T,>(at: string, call: () => Promise<Answer<T>>, apply: (value: T) => void): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const answer = await call();
    if (answer.ok) {
      apply(answer.value);
      // A crew is in the settings, so their rev has moved: what is saved next begins with the newest.
      const newest = await api.getSettings();
      if (newest.ok) setSettings(newest.value);
    } else if (answer.problem?.code === "sign_in_required") context.signIn();
    else {
      const current = currentOf(answer.problem);
      if (current !== null) setConflict((before) => ({ crew: current, asked: (before?.asked ?? 0) + 1 }));
      const [wrong] = Object.values(fieldErrors(answer.problem));
      setError(current === null ? { at, text: wrong ?? problemText(answer.problem) } : null);
    }
    setBusy(false);
  };
  const undoWith = (call: () => Promise<Answer<unknown>>) => () =>
    void ask("crew", call, () => onNotify({ text: message.undone(message.crews), undo: null }));

  const add = (event: Event) => {
    event.preventDefault();
    const name = added.trim();
    if (name === "") return setError({ at: "crew", text: staff.nameNeeded });
    const id = freshName(
      name,
      settings.crews.map((crew) => crew.id),
      "crew",
    );
    void ask(
      "crew",
      () => api.createCrew({ body: { id, name } }),
      (crew) => {
        setAdded("");
        onNotify({ text: message.crewAdded(crew.name), undo: undoWith(() => api.removeCrew({ id })) });
      },
    );
  };
  const stopRenaming = () => {
    setRenaming(null);
    setConflict(null);
  };
  const rename = (id: string, was: string) => {
    const name = renaming?.name.trim() ?? "";
    if (name === "") return setError({ at: id, text: staff.nameNeeded });
    void ask(
      id,
      () => api.changeCrew({ id, body: { name, seen: { name: was } } }),
      () => {
        stopRenaming();
        onNotify({
          text: message.crewRenamed(name),
          undo: undoWith(() => api.changeCrew({ id, body: { name: was, seen: { name } } })),
        });
      },
    );
  };
  const resolve = (which: "mine" | "theirs", theirs: Crew) => {
    if (which === "mine") return rename(theirs.id, theirs.name);
    setSettings({ ...settings, crews: settings.crews.map((one) => (one.id === theirs.id ? theirs : one)) });
    stopRenaming();
  };
  const remove = (crew: Crew) =>
    void ask(
      "crew",
      () => api.removeCrew({ id: crew.id }),
      () =>
        onNotify({
          text: message.crewRemoved(crew.name),
          undo: undoWith(() => api.createCrew({ body: { id: crew.id, name: crew.name } })),
        }),
    );

  return (
    <section class="page-card" id="crews" aria-labelledby="crews-title">
      <h2 id="crews-title" tabIndex={-1}>
        {message.crews}
      </h2>
      <p class="quiet small">{message.crewsMore}</p>
      <ul class="page-list page-flush" ref={list}>
        {crews.map((crew) => (
          <li key={crew.id} data-crew={crew.id}>
            {conflict?.crew.id === crew.id && renaming !== null && (
              <Conflict
                asked={conflict.asked}
                heading="h3"
                title={message.crewRenamedByOther(conflict.crew.name)}
                lines={[{ label: message.crewName, theirs: conflict.crew.name, mine: renaming.name }]}
                resolve={(which) => resolve(which, conflict.crew)}
              />
            )}
            {renaming?.id === crew.id ? (
              <form
                class="page-item"
                noValidate
                onSubmit={(event) => {
                  event.preventDefault();
                  rename(crew.id, renaming.was);
                }}
              >
                <Field
                  name={`crew.${crew.id}`}
                  label={message.crewName}
                  maxLength={80}
                  autocomplete="off"
                  value={renaming.name}
                  error={error?.at === crew.id ? error.text : undefined}
                  onInput={({ currentTarget }) => setRenaming({ ...renaming, name: currentTarget.value })}
                />
                <button type="submit" class="plain" aria-disabled={busy}>
                  {message.renameNow}
                </button>
              </form>
            ) : (
              <div class="page-item">
                <div>
                  <b>{crew.name}</b> <span class="small quiet block">{crew.id}</span>
                </div>
                {mayChange && (
                  <span class="page-row">
                    <button
                      type="button"
                      class="plain"
                      aria-label={message.rename(crew.name)}
                      onClick={() => setRenaming({ id: crew.id, name: crew.name, was: crew.name })}
                    >
                      {message.renameNow}
                    </button>
                    <button
                      type="button"
                      class="plain"
                      aria-label={message.removeCrew(crew.name)}
                      aria-disabled={busy}
                      onClick={() => remove(crew)}
                    >
                      {message.remove}
                    </button>
                  </span>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      {crews.length === 0 && <p class="quiet">{message.noCrews}</p>}
      {mayChange && (
        <form class="page-add" noValidate onSubmit={add}>
          <Field
            name="crew"
            label={message.crewName}
            maxLength={80}
            autocomplete="off"
            value={added}
            error={error?.at === "crew" ? error.text : undefined}
            onInput={({ currentTarget }) => setAdded(currentTarget.value)}
          />
          <button type="submit" class="plain" aria-disabled={busy}>
            {message.addCrew}
          </button>
        </form>
      )}
      <p class="small quiet">{message.toTeam}</p>
    </section>
  );
};

/** The present crew in a refusal as stale; null in any other. */
const currentOf = (problem: Problem | null): Crew | null => {
  const current = problem?.code === "stale" ? problem["current"] : null;
  // The server's own crew, as in every answer of this call.
  return typeof current === "object" && current !== null ? (current as Crew) : null;
};
