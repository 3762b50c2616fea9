import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answer, Problem } from "../../../http/client.ts";
import { Field } from "../../shared/field.tsx";
import * as staff from "#message/staff.ts";
import * as message from "#message/team.ts";
import { hasErrors, type FieldErrors } from "../form/form-state.ts";
import { MergeConflict } from "../form/merge-conflict.tsx";
import { currentIn, fieldErrors, problemText } from "../form/problem-text.ts";
import type { Undoable } from "../page/undo-bar.tsx";
import { HandOver } from "./hand-over.tsx";
import type { Crew, PeopleApi, Person } from "./people-api.ts";
import { conflictLines, editOf, patchOf, type PersonValues } from "./person-edit.ts";
import { PersonActions, type OpenAction } from "./person-actions.tsx";
import { reachOf, reachPatch, type Reach } from "./reach.ts";
import { ReachFields } from "./reach-fields.tsx";
import { RoleChoice } from "./role-choice.tsx";

export interface ChangePersonProps {
  person: Person;
  crews: Crew[];
  api: PeopleApi;
  isMe: boolean;
  /** The link to the page where people change their own password. */
  account: { href: string; onClick: (event: MouseEvent) => void };
  changed: (person: Person) => void;
  removed: () => void;
  onNotify: (done: Undoable) => void;
  close: () => void;
}

/** The form of a person's name, role and crew, and the actions below it: new password, sign out, remove. */
export const ChangePerson = (props: ChangePersonProps) => {
  const { person, crews, close } = props;
  const root = useRef<HTMLDivElement>(null);
  const [password, setPassword] = useState("");
  const [open, setOpen] = useState<OpenAction | null>(null);
  const form = usePersonForm(props);
  useFocusField(root, form.errors);
  if (open === "handed") return <HandOver name={person.name} login={person.login} password={password} close={close} />;
  return (
    <div class="page-inset" ref={root}>
      {form.conflict !== null && (
        <MergeConflict
          asked={form.conflict.asked}
          heading="h2"
          title={message.changedByOther(person.name)}
          lines={conflictLines(form.edit, form.conflict.remote, crews)}
          resolve={form.resolve}
        />
      )}
      <PersonFields {...{ person, crews, form, close }} />
      <p class="error" role="alert">
        {form.trouble}
      </p>
      <PersonActions {...props} {...{ open, setOpen, password, setPassword }} form={form} call={form.call} />
    </div>
  );
};

interface FieldsProps {
  person: Person;
  crews: Crew[];
  form: PersonForm;
  close: () => void;
}

const PersonFields = ({ person, crews, form, close }: FieldsProps) => {
  const { values, errors } = form;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        form.save();
      }}
      noValidate
      aria-label={message.changePerson(person.name)}
    >
      <Field
        name="name"
        label={message.name}
        autocomplete="off"
        maxLength={80}
        value={values.name}
        error={errors["name"]}
        onInput={({ currentTarget }) => form.set({ name: currentTarget.value })}
      />
      <RoleChoice value={values} crews={crews} error={errors["crew"]} change={form.set} />
      <ReachFields value={form.reach} errors={errors} hasAlerts={values.role !== "crew"} change={form.setReach} />
      <div class="page-buttons">
        <button type="submit" class="act" aria-disabled={form.busy}>
          {staff.save}
        </button>
        <button type="button" class="plain" onClick={close}>
          {staff.cancel}
        </button>
      </div>
    </form>
  );
};

export interface PersonForm {
  values: PersonValues;
  reach: Reach;
  edit: ReturnType<typeof editOf>;
  errors: FieldErrors;
  trouble: string;
  busy: boolean;
  /** Another owner's save of this person during the edit. `asked` grows with each save that needs a choice. */
  conflict: { remote: Person; asked: number } | null;
  set: (change: Partial<PersonValues>) => void;
  setReach: (change: Partial<Reach>) => void;
  save: () => void;
  resolve: (which: "local" | "remote") => void;
  /** Makes one call at a time, and shows what is wrong if it is refused. */
  call: <T>(send: () => Promise<Answer<T>>) => Promise<Answer<T> | null>;
}

const usePersonForm = ({ person, api, changed, onNotify, close }: ChangePersonProps): PersonForm => {
  const [base] = useState(person);
  const [values, setValues] = useState<PersonValues>({ name: person.name, role: person.role, crew: person.crew });
  const [reach, setReach] = useState<Reach>(() => reachOf(person));
  const [errors, setErrors] = useState<FieldErrors>({});
  const [trouble, setTrouble] = useState("");
  const [conflict, setConflict] = useState<PersonForm["conflict"]>(null);
  const [busy, setBusy] = useState(false);
  const edit = editOf(base, values);

  const call: PersonForm["call"] = async (send) => {
    if (busy) return null;
    setBusy(true);
    setErrors({});
    setTrouble("");
    const answer = await send();
    setBusy(false);
    if (answer.ok) return answer;
    const remote = currentIn<Person>(answer.problem);
    setErrors(fieldErrors(answer.problem));
    if (remote !== null) setConflict((before) => ({ remote, asked: (before?.asked ?? 0) + 1 }));
    else setTrouble(troubleText(answer.problem));
    return answer;
  };
  const save = async (from: Person) => {
    const named = patchOf(edit, from);
    const { seen } = named;
    const reached = reachOf(base);
    const patch = { ...named.patch, ...reachPatch(reached, reach) };
    if (Object.keys(patch).length === 0) return close();
    if (values.role === "crew" && values.crew === null) return setErrors({ crew: message.crewNeeded });
    const answer = await call(() => api.changeUser({ id: person.id, body: { ...patch, seen } }));
    if (answer?.ok !== true) return;
    changed(answer.value);
    close();
    const undo = async () => {
      const { name, role, crew } = answer.value;
      const undone = await api.changeUser({
        id: person.id,
        body: { ...seen, ...reachPatch(reach, reached), seen: { name, role, crew } },
      });
      if (undone.ok) changed(undone.value);
      onNotify({ text: undone.ok ? staff.undone : problemText(undone.problem), undo: null });
    };
    const text = patch.role === undefined ? message.changed : message.changedSignsIn;
    onNotify({ text: text(answer.value.name), undo: () => void undo() });
  };
  return {
    values,
    edit,
    errors,
    trouble,
    busy,
    conflict,
    reach,
    set: (change) => setValues((now) => ({ ...now, ...change })),
    setReach: (change) => setReach((now) => ({ ...now, ...change })),
    save: () => void save(person),
    resolve: (which) => {
      if (conflict === null) return;
      setConflict(null);
      changed(conflict.remote);
      if (which === "local") void save(conflict.remote);
      else close();
    },
    call,
  };
};

const troubleText = (problem: Problem | null): string => {
  if (problem?.code === "last_owner") return message.lastOwner;
  if (problem?.code === "not_found") return message.alreadyRemoved;
  return hasErrors(fieldErrors(problem)) ? "" : problemText(problem);
};

/** Focuses the first field when the form opens, and the first field with an error after that. */
const useFocusField = (root: RefObject<HTMLElement | null>, errors: FieldErrors): void => {
  useLayoutEffect(() => root.current?.querySelector<HTMLElement>("input")?.focus(), []);
  useLayoutEffect(() => root.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), [errors]);
};
