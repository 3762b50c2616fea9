import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import { Field } from "../../shared/field.tsx";
import * as message from "../../shared/message/settings.ts";
import { fieldErrors, problemText } from "../people/problem-text.ts";
import { freshName } from "./fresh-name.ts";
import type { Crew } from "./office.ts";
import type { SettingsDesk } from "./use-section.ts";

/** Crews are added, renamed and removed one by one: each counts at once, each can be taken back. */
export const CrewsSection = ({ desk }: { desk: SettingsDesk }) => {
  const { office, settings, setSettings, mayChange, tell } = desk;
  const [added, setAdded] = useState("");
  const [renaming, setRenaming] = useState<{ id: string; name: string } | null>(null);
  const [error, setError] = useState<{ at: string; text: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const crews = settings.crews.filter(({ active }) => active);
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => list.current?.querySelector<HTMLElement>("input")?.focus(), [renaming?.id]);

  const ask = async <T,>(at: string, call: () => Promise<Answer<T>>, apply: (value: T) => void): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const answer = await call();
    if (answer.ok) {
      apply(answer.value);
      // A crew is in the settings, so their rev has moved: what is saved next begins with the newest.
      const newest = await office.settings();
      if (newest.ok) setSettings(newest.value);
    } else if (answer.problem?.code === "sign_in_required") desk.signIn();
    else {
      const [wrong] = Object.values(fieldErrors(answer.problem));
      setError({ at, text: wrong ?? problemText(answer.problem) });
    }
    setBusy(false);
  };
  const undoWith = (call: () => Promise<Answer<unknown>>) => () =>
    void ask("crew", call, () => tell({ text: message.undone(message.crews), undo: null }));

  const add = (event: Event) => {
    event.preventDefault();
    const name = added.trim();
    if (name === "") return setError({ at: "crew", text: message.nameNeeded });
    const id = freshName(
      name,
      settings.crews.map((crew) => crew.id),
      "crew",
    );
    void ask(
      "crew",
      () => office.createCrew({ id, name }),
      (crew) => {
        setAdded("");
        tell({ text: message.crewAdded(crew.name), undo: undoWith(() => office.removeCrew(id)) });
      },
    );
  };
  const rename = (event: Event, crew: Crew) => {
    event.preventDefault();
    const name = renaming?.name.trim() ?? "";
    if (name === "") return setError({ at: crew.id, text: message.nameNeeded });
    void ask(
      crew.id,
      () => office.changeCrew(crew.id, { name }),
      () => {
        setRenaming(null);
        tell({
          text: message.crewRenamed(name),
          undo: undoWith(() => office.changeCrew(crew.id, { name: crew.name })),
        });
      },
    );
  };
  const remove = (crew: Crew) =>
    void ask(
      "crew",
      () => office.removeCrew(crew.id),
      () =>
        tell({
          text: message.crewRemoved(crew.name),
          undo: undoWith(() => office.createCrew({ id: crew.id, name: crew.name })),
        }),
    );

  return (
    <section class="desk-card" id="crews" aria-labelledby="crews-title">
      <h2 id="crews-title" tabIndex={-1}>
        {message.crews}
      </h2>
      <p class="quiet small">{message.crewsMore}</p>
      <ul class="desk-list desk-flush" ref={list}>
        {crews.map((crew) => (
          <li key={crew.id} data-crew={crew.id}>
            {renaming?.id === crew.id ? (
              <form class="desk-item" noValidate onSubmit={(event) => rename(event, crew)}>
                <Field
                  name={`crew.${crew.id}`}
                  label={message.crewName}
                  maxLength={80}
                  autocomplete="off"
                  value={renaming.name}
                  error={error?.at === crew.id ? error.text : undefined}
                  onInput={({ currentTarget }) => setRenaming({ id: crew.id, name: currentTarget.value })}
                />
                <button type="submit" class="plain" aria-disabled={busy}>
                  {message.renameNow}
                </button>
              </form>
            ) : (
              <div class="desk-item">
                <div>
                  <b>{crew.name}</b> <span class="small quiet block">{crew.id}</span>
                </div>
                {mayChange && (
                  <span class="desk-row">
                    <button
                      type="button"
                      class="plain"
                      aria-label={message.rename(crew.name)}
                      onClick={() => setRenaming({ id: crew.id, name: crew.name })}
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
        <form class="desk-add" noValidate onSubmit={add}>
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
      <p class="small quiet">{message.toPeople}</p>
    </section>
  );
};
