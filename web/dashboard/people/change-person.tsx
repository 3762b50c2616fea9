import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import { Field } from "../../shared/field.tsx";
import * as message from "../../shared/message/people.ts";
import { HandOver } from "./hand-over.tsx";
import type { Crew, PeopleOffice, Person, PersonPatch } from "./office.ts";
import { PasswordField } from "./password-field.tsx";
import { fieldErrors, problemText } from "./problem-text.ts";
import { RoleChoice, type RoleDraft } from "./role-choice.tsx";
import type { Undoable } from "./undo-bar.tsx";

interface Props {
  person: Person;
  crews: Crew[];
  office: PeopleOffice;
  isMe: boolean;
  /** A link to where everyone changes their own password. */
  account: { href: string; onClick: (event: MouseEvent) => void };
  changed: (person: Person) => void;
  removed: () => void;
  tell: (done: Undoable) => void;
  close: () => void;
}

/** Name, role and crew; a new password; a lost phone; and the door. */
export const ChangePerson = ({ person, crews, office, isMe, account, changed, removed, tell, close }: Props) => {
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState<RoleDraft>({ role: person.role, crew: person.crew });
  const [password, setPassword] = useState("");
  const [panel, setPanel] = useState<"none" | "password" | "remove" | "handed">("none");
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState("");
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
    if (answer.problem?.code === "last_owner") setTrouble(message.lastOwner);
    else if (answer.problem?.code === "not_found") setTrouble(message.notFound);
    else if (Object.keys(wrong).length === 0) setTrouble(problemText(answer.problem));
    return answer;
  };

  const save = async (event: Event) => {
    event.preventDefault();
    const patch: PersonPatch = {
      ...(name.trim() === person.name ? {} : { name }),
      ...(role.role === person.role && role.crew === person.crew ? {} : role),
    };
    if (Object.keys(patch).length === 0) return close();
    if (role.role === "crew" && role.crew === null) return setErrors({ crew: message.crewNeeded });
    const answer = await ask(() => office.changeUser(person.id, patch));
    if (answer?.ok !== true) return;
    changed(answer.value);
    close();
    const back = async () => {
      const undone = await office.changeUser(person.id, { name: person.name, role: person.role, crew: person.crew });
      if (undone.ok) changed(undone.value);
      tell({ text: undone.ok ? message.undone : problemText(undone.problem), undo: null });
    };
    const text = patch.role === undefined ? message.changed : message.changedSignsIn;
    tell({ text: text(answer.value.name), undo: () => void back() });
  };
  const signOut = async () => {
    const answer = await ask(() => office.changeUser(person.id, { sign_out: true }));
    if (answer?.ok !== true) return;
    close();
    tell({ text: message.signedOut(person.name), undo: null });
  };
  const setNewPassword = async () => {
    const answer = await ask(() => office.changeUser(person.id, { password }));
    if (answer?.ok === true) setPanel("handed");
  };
  const remove = async () => {
    const answer = await ask(() => office.removeUser(person.id));
    if (answer?.ok !== true) return;
    removed();
    tell({ text: message.removed(person.name), undo: null });
  };

  if (panel === "handed") return <HandOver name={person.name} login={person.login} password={password} close={close} />;
  return (
    <div class="desk-inset" ref={root}>
      <form onSubmit={(event) => void save(event)} noValidate aria-label={message.changeWho(person.name)}>
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
        <div class="desk-buttons">
          <button type="submit" class="act" aria-disabled={busy}>
            {message.save}
          </button>
          <button type="button" class="plain" onClick={close}>
            {message.cancel}
          </button>
        </div>
      </form>
      <p class="error" role="alert">
        {trouble}
      </p>
      <ul class="desk-deeds">
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
                  {message.save}
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
            <button type="button" class="plain desk-danger" aria-disabled={busy} onClick={() => void remove()}>
              {message.removeNow(person.name)}
            </button>
          )}
        </li>
      </ul>
    </div>
  );
};
