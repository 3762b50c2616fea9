import { useLayoutEffect, useRef, useState } from "preact/hooks";
import * as message from "#message/team.ts";
import * as staff from "#message/staff.ts";
import { HandOver } from "./hand-over.tsx";
import { IdentityFields, missingIdentity } from "./identity-fields.tsx";
import type { Crew, PeopleApi, Person } from "./people-api.ts";
import { PasswordField } from "./password-field.tsx";
import { fieldErrors, problemText } from "../form/problem-text.ts";
import { RoleChoice, type RoleDraft } from "./role-choice.tsx";

interface Props {
  api: PeopleApi;
  crews: Crew[];
  close: () => void;
  added: (person: Person) => void;
}

export const AddPerson = ({ api, crews, close, added }: Props) => {
  const [draft, setDraft] = useState({ name: "", login: "", password: "" });
  const [role, setRole] = useState<RoleDraft>({ role: "dispatcher", crew: null });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<Person | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("input")?.focus(), []);
  useLayoutEffect(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus(), [errors]);
  if (made !== null) return <HandOver login={made.login} name={made.name} password={draft.password} close={close} />;

  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const send = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    const missing = {
      ...missingIdentity(draft),
      ...(role.role === "crew" && role.crew === null ? { crew: message.crewNeeded } : {}),
    };
    setErrors(missing);
    setTrouble("");
    if (Object.keys(missing).length > 0) return;
    setBusy(true);
    const answer = await api.createUser({ body: { ...draft, ...role } });
    setBusy(false);
    if (answer.ok) {
      added(answer.value);
      setMade(answer.value);
      return;
    }
    const wrong = fieldErrors(answer.problem);
    setErrors(wrong);
    if (Object.keys(wrong).length === 0) setTrouble(problemText(answer.problem));
  };
  return (
    <form class="page-card" ref={form} onSubmit={(event) => void send(event)} noValidate aria-label={message.newPerson}>
      <h2>{message.newPerson}</h2>
      <div class="page-pair">
        <IdentityFields value={draft} errors={errors} change={set} />
      </div>
      <RoleChoice value={role} crews={crews} error={errors["crew"]} change={setRole} />
      <PasswordField
        label={message.password}
        value={draft.password}
        error={errors["password"]}
        change={(password) => set({ password })}
        maker
      />
      <p class="error" role="alert">
        {trouble}
      </p>
      <div class="page-buttons">
        <button type="submit" class="act" aria-disabled={busy}>
          {busy ? staff.saving : message.addNow}
        </button>
        <button type="button" class="plain" onClick={close}>
          {message.cancel}
        </button>
      </div>
    </form>
  );
};
