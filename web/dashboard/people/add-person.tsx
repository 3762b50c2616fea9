import { useLayoutEffect, useState } from "preact/hooks";
import * as message from "#message/team.ts";
import { FormEnd } from "../form/form-end.tsx";
import { useForm } from "../form/use-form.ts";
import { HandOver } from "./hand-over.tsx";
import { IdentityFields, missingIdentity } from "./identity-fields.tsx";
import { PasswordField } from "./password-field.tsx";
import type { Crew, PeopleApi, Person } from "./people-api.ts";
import { RoleChoice, type RoleDraft } from "./role-choice.tsx";

interface Props {
  api: PeopleApi;
  crews: Crew[];
  close: () => void;
  added: (person: Person) => void;
}

interface NewPerson extends RoleDraft {
  name: string;
  login: string;
  password: string;
}

const empty: NewPerson = { name: "", login: "", password: "", role: "dispatcher", crew: null };

/** The form of a new person. After the save it shows the password once, to hand it over. */
export const AddPerson = ({ api, crews, close, added }: Props) => {
  const [created, setCreated] = useState<Person | null>(null);
  const form = useForm<NewPerson, Person>({
    initial: empty,
    check: (values) => ({
      ...missingIdentity(values),
      ...(values.role === "crew" && values.crew === null ? { crew: message.crewNeeded } : {}),
    }),
    send: (values) => api.createUser({ body: values }),
    saved: (person) => {
      added(person);
      setCreated(person);
    },
  });
  const { values, errors, set, element } = form;
  useLayoutEffect(() => element.current?.querySelector<HTMLElement>("input")?.focus(), []);
  if (created !== null) {
    return <HandOver login={created.login} name={created.name} password={values.password} close={close} />;
  }
  return (
    <form class="page-card" ref={element} onSubmit={form.submit} noValidate aria-label={message.newPerson}>
      <h2>{message.newPerson}</h2>
      <div class="page-pair">
        <IdentityFields value={values} errors={errors} change={set} />
      </div>
      <RoleChoice value={values} crews={crews} error={errors["crew"]} change={set} />
      <PasswordField
        label={message.password}
        value={values.password}
        error={errors["password"]}
        change={(password) => set({ password })}
        maker
      />
      <FormEnd form={form} send={message.addNow} close={close} />
    </form>
  );
};
