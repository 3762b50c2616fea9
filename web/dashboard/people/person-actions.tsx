import * as message from "#message/team.ts";
import * as staff from "#message/staff.ts";
import type { ChangePersonProps, PersonForm } from "./change-person.tsx";
import { PasswordField } from "./password-field.tsx";

/** The open action. `handed` shows the new password once, after it was saved. */
export type OpenAction = "password" | "remove" | "handed";

interface Props extends ChangePersonProps {
  form: PersonForm;
  call: PersonForm["call"];
  open: OpenAction | null;
  setOpen: (open: OpenAction | null) => void;
  password: string;
  setPassword: (password: string) => void;
}

/** A new password, sign out everywhere, and remove. */
export const PersonActions = (props: Props) => {
  const { person, api, isMe, account, onNotify, close, form, call } = props;
  const signOut = async () => {
    const answer = await call(() => api.changeUser({ id: person.id, body: { sign_out: true } }));
    if (answer?.ok !== true) return;
    close();
    onNotify({ text: message.signedOut(person.name), undo: null });
  };
  return (
    <ul class="page-deeds">
      {isMe ? (
        <li>
          <a class="plain" {...account}>
            {message.ownPassword}
          </a>
          <p class="small quiet">{message.ownPasswordMore}</p>
        </li>
      ) : (
        <NewPassword {...props} />
      )}
      <li>
        <button type="button" class="plain" aria-disabled={form.busy} onClick={() => void signOut()}>
          {message.signOut}
        </button>
        <p class="small quiet">{message.signOutMore}</p>
      </li>
      <Remove {...props} />
    </ul>
  );
};

const NewPassword = ({ person, api, form, call, open, setOpen, password, setPassword }: Props) => {
  const save = async () => {
    const answer = await call(() => api.changeUser({ id: person.id, body: { password } }));
    if (answer?.ok === true) setOpen("handed");
  };
  return (
    <li>
      <button
        type="button"
        class="plain"
        aria-expanded={open === "password"}
        onClick={() => setOpen(open === "password" ? null : "password")}
      >
        {message.resetPassword}
      </button>
      <p class="small quiet">{message.resetMore}</p>
      {open === "password" && (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <PasswordField
            label={message.newPassword}
            value={password}
            error={form.errors["password"]}
            change={setPassword}
            maker
          />
          <button type="submit" class="plain" aria-disabled={form.busy}>
            {staff.save}
          </button>
        </form>
      )}
    </li>
  );
};

const Remove = ({ person, api, removed, onNotify, form, call, open, setOpen }: Props) => {
  const remove = async () => {
    const answer = await call(() => api.removeUser({ id: person.id }));
    if (answer?.ok !== true) return;
    removed();
    onNotify({ text: message.removed(person.name), undo: null });
  };
  return (
    <li>
      <button
        type="button"
        class="plain"
        aria-expanded={open === "remove"}
        onClick={() => setOpen(open === "remove" ? null : "remove")}
      >
        {message.remove}
      </button>
      <p class="small quiet">{message.removeMore(person.name)}</p>
      {open === "remove" && (
        <button type="button" class="plain page-danger" aria-disabled={form.busy} onClick={() => void remove()}>
          {message.removeNow(person.name)}
        </button>
      )}
    </li>
  );
};
