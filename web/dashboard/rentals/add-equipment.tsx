import { useLayoutEffect } from "preact/hooks";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/rentals.ts";
import * as staff from "#message/staff.ts";
import type { ApiClient } from "../../../http/api-client.ts";
import { useForm } from "../form/use-form.ts";
import type { EquipmentType } from "./fleet.ts";

interface Props {
  api: Pick<ApiClient, "createUnit" | "createEquipmentType">;
  close: () => void;
  /** Runs after the server saved it. */
  saved: () => void;
}

/** The form of a new unit of one of the types. */
export const AddUnit = ({ api, types, close, saved }: Props & { types: EquipmentType[] }) => {
  const form = useForm({
    initial: { type: types[0]?.id ?? "", id: "", note: "" },
    check: ({ id }): Record<string, string> => (id.trim() === "" ? { id: message.unitNeeded } : {}),
    send: ({ type, id, note }) => api.createUnit({ id: type, body: { id: id.trim(), note: note.trim() || null } }),
    saved,
  });
  const { values, errors, set, element } = form;
  useLayoutEffect(() => element.current?.querySelector<HTMLElement>("select, input")?.focus(), []);
  return (
    <form class="page-card rentals-form" ref={element} onSubmit={form.submit} noValidate aria-label={message.newUnit}>
      <h2>{message.newUnit}</h2>
      <div class="page-pair">
        <label class="field">
          <span class="label">{message.type}</span>
          <select
            class="box"
            name="type"
            value={values.type}
            onChange={({ currentTarget }) => set({ type: currentTarget.value })}
          >
            {types.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <Field
          name="id"
          label={message.unitId}
          hint={message.unitHint}
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={16}
          value={values.id}
          error={errors["id"]}
          onInput={({ currentTarget }) => set({ id: currentTarget.value })}
        />
      </div>
      <Field
        name="note"
        label={message.note}
        autocomplete="off"
        maxLength={300}
        value={values.note}
        error={errors["note"]}
        onInput={({ currentTarget }) => set({ note: currentTarget.value })}
      />
      <FormEnd trouble={form.trouble} busy={form.busy} submit={message.addUnit} close={close} />
    </form>
  );
};

/** The form of a new type, for owners. */
export const AddType = ({ api, close, saved }: Props) => {
  const form = useForm({
    initial: { name: "", id: "" },
    check: ({ id, name }): Record<string, string> => ({
      ...(name.trim() === "" ? { name: message.nameNeeded } : {}),
      ...(id.trim() === "" ? { id: message.typeNeeded } : {}),
    }),
    send: ({ id, name }) => api.createEquipmentType({ body: { id: id.trim(), name } }),
    saved,
  });
  const { values, errors, set, element } = form;
  useLayoutEffect(() => element.current?.querySelector<HTMLElement>("input")?.focus(), []);
  return (
    <form class="page-card rentals-form" ref={element} onSubmit={form.submit} noValidate aria-label={message.newType}>
      <h2>{message.newType}</h2>
      <div class="page-pair">
        <Field
          name="name"
          label={message.typeName}
          autocomplete="off"
          maxLength={80}
          value={values.name}
          error={errors["name"]}
          onInput={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <Field
          name="id"
          label={message.typeId}
          hint={message.typeHint}
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          maxLength={40}
          value={values.id}
          error={errors["id"]}
          onInput={({ currentTarget }) => set({ id: currentTarget.value })}
        />
      </div>
      <FormEnd trouble={form.trouble} busy={form.busy} submit={message.addType} close={close} />
    </form>
  );
};

const FormEnd = (props: { trouble: string; busy: boolean; submit: string; close: () => void }) => (
  <>
    <p class="error" role="alert">
      {props.trouble}
    </p>
    <div class="page-buttons">
      <button type="submit" class="act" aria-disabled={props.busy}>
        {props.busy ? staff.saving : props.submit}
      </button>
      <button type="button" class="plain" onClick={props.close}>
        {message.cancel}
      </button>
    </div>
  </>
);
