import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answer, Problem } from "../../../http/client.ts";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/team.ts";
import * as staff from "#message/staff.ts";
import { Conflict } from "../form/merge-conflict.tsx";
import { HandOver } from "./hand-over.tsx";
import type { Crew, PeopleApi, Person, PersonPatch } from "./people-api.ts";
import { PasswordField } from "./password-field.tsx";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import { RoleChoice, type RoleDraft } from "./role-choice.tsx";
import type { Undoable } from "../page/undo-bar.tsx";

interface Props {
  person: Person;
  crews: Crew[];
  api: PeopleApi;
  isMe: boolean;
  /** A link to where everyone changes their own password. */
  account: { href: string; onClick: (event: MouseEvent) => void };
  changed: (person: Person) => void;
  removed: () => void;
  onNotify: (done: Undoable) => void;
  close: () => void;
}

/** Name, role and crew; a new password; a lost phone; and the door. */
export const ChangePerson = ({ person, crews, api, isMe, account, changed, removed, onNotify, close }: Props) => {
  const [opened] = useState(person);
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState<RoleDraft>({ role: person.role, crew: person.crew });
  const [password, setPassword] = useState("");
  const [panel, setPanel] = useState<"none" | "password" | "remove" | "handed">("none");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState("");
  /** What another owner made of this person while this form was open. */
  const [conflict, setConflict] = useState<{ theirs: Person; asked: number } | null>(null);
  const [busy, setBusy] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => root.current?.querySelector<HTMLElement>("input")?.focus(), []);
  useLayoutEffect(() => root.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), [errors]);

  /** One call at a time; what the server says against it stands where it belongs. */
  const ask = async <T,>(call: () => Promise<Answer<T>>): Promise<Answer<T> | null> => {
    if (busy) return null;
    setBusy(true);
    setErrors({});
    setTrouble("");
    const answer = await call();
    setBusy(false);
    if (answer.ok) return answer;
    const wrong = fieldErrors(answer.problem);
    setErrors(wrong);
    const theirs = currentOf(answer.problem);
    if (theirs !== null) setConflict((before) => ({ theirs, asked: (before?.asked ?? 0) + 1 }));
    else if (answer.problem?.code === "last_owner") setTrouble(message.lastOwner);
    else if (answer.problem?.code === "not_found") setTrouble(message.alreadyRemoved);
    else if (Object.keys(wrong).length === 0) setTrouble(problemText(answer.problem));
    return answer;
  };

  // What this form left alone stays as another owner may have made it.
  const isTyped = name.trim() !== opened.name;
  const isChosen = role.role !== opened.role || role.crew !== opened.crew;
  const save = async (from: Person) => {
    const isNamed = isTyped && name.trim() !== from.name;
    const isMoved = isChosen && (role.role !== from.role || role.crew !== from.crew);
    const patch: PersonPatch = { ...(isNamed ? { name } : {}), ...(isMoved ? role : {}) };
    if (!isNamed && !isMoved) return close();
    if (role.role === "crew" && role.crew === null) return setErrors({ crew: message.crewNeeded });
    const seen = { ...(isNamed ? { name: from.name } : {}), ...(isMoved ? { role: from.role, crew: from.crew } : {}) };
    const answer = await ask(() => api.changeUser({ id: person.id, body: { ...patch, seen } }));
    if (answer?.ok !== true) return;
    changed(answer.value);
    close();
    const back = async () => {
      const { name, role, crew } = answer.value;
      const undone = await api.changeUser({ id: person.id, body: { ...seen, seen: { name, role, crew } } });
      if (undone.ok) changed(undone.value);
      onNotify({ text: undone.ok ? staff.undone : problemText(undone.problem), undo: null });
    };
    const text = patch.role === undefined ? message.changed : message.changedSignsIn;
    onNotify({ text: text(answer.value.name), undo: () => void back() });
  };
  /** Of theirs, what this form does not change stands in either case. */
  const resolve = (which: "mine" | "theirs", theirs: Person) => {
    setConflict(null);
    changed(theirs);
    if (which === "mine") void save(theirs);
    else close();
  };
  const signOut = async () => {
    const answer = await ask(() => api.changeUser({ id: person.id, body: { sign_out: true } }));
    if (answer?.ok !== true) return;
    close();
    onNotify({ text: message.signedOut(person.name), undo: null });
  };
  const setNewPassword = async () => {
    const answer = await ask(() => api.changeUser({ id: person.id, body: { password } }));
    if (answer?.ok === true) setPanel("handed");
  };
  const remove = async () => {
    const answer = await ask(() => api.removeUser({ id: person.id }));
    if (answer?.ok !== true) return;
    removed();
    onNotify({ text: message.removed(person.name), undo: null });
  };

  if (panel === "handed") return <HandOver name={person.name} login={person.login} password={password} close={close} />;
  return (
    <div class="page-inset" ref={root}>
      {conflict !== null && (
        <Conflict
          asked={conflict.asked}
          heading="h2"
          title={message.changedByOther(person.name)}
          lines={conflictLines(conflict.theirs, { ...(isTyped ? { name } : {}), ...(isChosen ? role : {}) }, crews)}
          resolve={(which) => resolve(which, conflict.theirs)}
        />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save(person);
        }}
        noValidate
        aria-label={message.changePerson(person.name)}
      >
        <Field
          name="name"
          label={message.name}
          autocomplete="off"
          maxLength={80}
          value={name}
          error={errors["name"]}
          onInput={({ currentTarget }) => setName(currentTarget.value)}
        />
        <RoleChoice value={role} crews={crews} error={errors["crew"]} change={setRole} />
        <div class="page-buttons">
          <button type="submit" class="act" aria-disabled={busy}>
            {staff.save}
          </button>
          <button type="button" class="plain" onClick={close}>
            {message.cancel}
          </button>
        </div>
      </form>
      <p class="error" role="alert">
        {trouble}
      </p>
      <ul class="page-deeds">
        {isMe ? (
          <li>
            <a class="plain" {...account}>
              {message.ownPassword}
            </a>
            <p class="small quiet">{message.ownPasswordMore}</p>
          </li>
        ) : (
          <li>
            <button
              type="button"
              class="plain"
              aria-expanded={panel === "password"}
              onClick={() => setPanel(panel === "password" ? "none" : "password")}
            >
              {message.resetPassword}
            </button>
            <p class="small quiet">{message.resetMore}</p>
            {panel === "password" && (
              <form
                noValidate
                onSubmit={(event) => {
                  event.preventDefault();
                  void setNewPassword();
                }}
              >
                <PasswordField
                  label={message.newPassword}
                  value={password}
                  error={errors["password"]}
                  change={setPassword}
                  maker
                />
                <button type="submit" class="plain" aria-disabled={busy}>
                  {staff.save}
                </button>
              </form>
            )}
          </li>
        )}
        <li>
          <button type="button" class="plain" aria-disabled={busy} onClick={() => void signOut()}>
            {message.signOut}
          </button>
          <p class="small quiet">{message.signOutMore}</p>
        </li>
        <li>
          <button
            type="button"
            class="plain"
            aria-expanded={panel === "remove"}
            onClick={() => setPanel(panel === "remove" ? "none" : "remove")}
          >
            {message.remove}
          </button>
          <p class="small quiet">{message.removeMore(person.name)}</p>
          {panel === "remove" && (
            <button type="button" class="plain page-danger" aria-disabled={busy} onClick={() => void remove()}>
              {message.removeNow(person.name)}
            </button>
          )}
        </li>
      </ul>
    </div>
  );
};

const conflictLines = (theirs: Person, { name, role, crew = null }: Partial<Person>, crews: Crew[]) => {
  const roleText = (role: Person["role"], crew: string | null) =>
    role === "crew" ? message.inCrew(crews.find(({ id }) => id === crew)?.name ?? crew ?? "") : message.roles[role];
  return [
    ...(name === undefined ? [] : [{ label: message.name, theirs: theirs.name, mine: name.trim() }]),
    ...(role === undefined
      ? []
      : [{ label: message.role, theirs: roleText(theirs.role, theirs.crew), mine: roleText(role, crew) }]),
  ].filter(({ theirs, mine }) => theirs !== mine);
};

/** The present person in a refusal as stale; null in any other. */
const currentOf = (problem: Problem | null): Person | null => {
  const current = problem?.code === "stale" ? problem["current"] : null;
  // The server's own person, as in every answer of this call.
  return typeof current === "object" && current !== null ? (current as Person) : null;
};
