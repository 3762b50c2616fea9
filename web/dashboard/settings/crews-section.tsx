import { useLayoutEffect, useRef } from "preact/hooks";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/settings.ts";
import { MergeConflict } from "../form/merge-conflict.tsx";
import { linkTo } from "../navigation.ts";
import type { Crew } from "./settings-api.ts";
import { useCrews, type Crews } from "./use-crews.ts";
import type { SettingsContext } from "./use-section.ts";

/** Crews are added, renamed and removed one by one. Each change is saved immediately and offers its undo. */
export const CrewsSection = ({ context }: { context: SettingsContext }) => {
  const { settings, mayChange, navigation } = context;
  const form = useCrews(context);
  const crews = settings.crews.filter(({ active }) => active);
  const list = useRef<HTMLUListElement>(null);
  const lastRenamed = useRef<string | null>(null);
  const renamed = form.renaming?.id ?? null;
  useLayoutEffect(() => {
    // The form takes the focus, and gives it back to the button that opened it.
    const selector = renamed === null ? `[data-crew="${lastRenamed.current}"] button` : "input";
    list.current?.querySelector<HTMLElement>(selector)?.focus();
    lastRenamed.current = renamed;
  }, [renamed]);
  return (
    <section class="page-card" id="crews" aria-labelledby="crews-title">
      <h2 id="crews-title" tabIndex={-1}>
        {message.crews}
      </h2>
      <p class="quiet small">{message.crewsMore}</p>
      <ul class="page-list page-flush" ref={list}>
        {crews.map((crew) => (
          <li key={crew.id} data-crew={crew.id}>
            {form.renaming?.id === crew.id ? (
              <RenameForm crew={crew} form={form} />
            ) : (
              <CrewItem crew={crew} form={form} mayChange={mayChange} />
            )}
          </li>
        ))}
      </ul>
      {crews.length === 0 && <p class="quiet">{message.noCrews}</p>}
      {mayChange && <AddForm form={form} />}
      <p class="small quiet">
        <a {...linkTo(navigation, { place: "people", section: null })}>{message.toTeam}</a>
      </p>
    </section>
  );
};

const CrewItem = ({ crew, form, mayChange }: { crew: Crew; form: Crews; mayChange: boolean }) => (
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
          onClick={() => form.startRenaming(crew)}
        >
          {message.renameNow}
        </button>
        <button
          type="button"
          class="plain"
          aria-label={message.removeCrew(crew.name)}
          aria-disabled={form.busy}
          onClick={() => form.remove(crew)}
        >
          {message.remove}
        </button>
      </span>
    )}
  </div>
);

const RenameForm = ({ crew, form }: { crew: Crew; form: Crews }) => {
  const { conflict, error, renaming } = form;
  const name = renaming?.name ?? "";
  return (
    <>
      {conflict !== null && conflict.remote.id === crew.id && (
        <MergeConflict
          asked={conflict.asked}
          heading="h3"
          title={message.crewRenamedByOther(conflict.remote.name)}
          lines={[{ label: message.crewName, remote: conflict.remote.name, local: name }]}
          resolve={form.resolve}
        />
      )}
      <form
        class="page-item"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          form.rename();
        }}
      >
        <Field
          name={`crew.${crew.id}`}
          label={message.crewName}
          maxLength={80}
          autocomplete="off"
          value={name}
          error={error?.at === crew.id ? error.text : undefined}
          onInput={({ currentTarget }) => form.typeRename(currentTarget.value)}
        />
        <button type="submit" class="plain" aria-disabled={form.busy}>
          {message.renameNow}
        </button>
      </form>
    </>
  );
};

const AddForm = ({ form }: { form: Crews }) => (
  <form
    class="page-add"
    noValidate
    onSubmit={(event) => {
      event.preventDefault();
      form.add();
    }}
  >
    <Field
      name="crew"
      label={message.crewName}
      maxLength={80}
      autocomplete="off"
      value={form.added}
      error={form.error?.at === "crew" ? form.error.text : undefined}
      onInput={({ currentTarget }) => form.typeAdded(currentTarget.value)}
    />
    <button type="submit" class="plain" aria-disabled={form.busy}>
      {message.addCrew}
    </button>
  </form>
);
