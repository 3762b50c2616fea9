import * as message from "#message/integrations.ts";
import { nameOfWebhook } from "../../../domain/webhook/webhook.ts";
import { Field } from "../../shared/field.tsx";
import type { Answer } from "../../../http/client.ts";
import type { FieldErrors } from "../form/form-state.ts";
import { FormEnd } from "../form/form-end.tsx";
import { useForm } from "../form/use-form.ts";
import { SwitchField } from "../settings/switch-field.tsx";
import { CheckList } from "./check-list.tsx";
import type { Webhook } from "./integrations-api.ts";
import type { IntegrationsContext } from "./integrations-page.tsx";
import { useFocusForm } from "./use-focus-form.ts";

interface Props {
  context: IntegrationsContext;
  /** Null for a new one. */
  webhook: Webhook | null;
  close: () => void;
  /** `secret` is null after a change. */
  saved: (webhook: Webhook, secret: string | null) => void;
}

interface Values {
  url: string;
  description: string;
  types: Webhook["types"];
  withTexts: boolean;
}

/** The address of a webhook, and what it is called for. */
export const WebhookForm = ({ context, webhook, close, saved }: Props) => {
  const form = useForm<Values, Webhook & { secret?: string }>({
    initial: {
      url: webhook?.url ?? "",
      description: webhook?.description ?? "",
      types: webhook?.types ?? ["job.created", "job.updated"],
      withTexts: webhook?.scopes.includes("messages:read") ?? false,
    },
    check: ({ types }): FieldErrors => (types.length === 0 ? { types: message.typesNeeded } : {}),
    send: (values) => send(context, webhook, values),
    saved: ({ secret = null, ...changed }) => saved(changed, secret),
  });
  const { values, errors, set, element } = form;
  useFocusForm(element);
  const label = webhook === null ? message.newWebhook : message.changeWebhook(nameOfWebhook(webhook));
  return (
    <form class="int-form" ref={element} onSubmit={form.submit} noValidate aria-label={label}>
      <Field
        name="url"
        type="url"
        label={message.url}
        hint={message.urlHint}
        placeholder="https://hooks.example.com/tailboard"
        autocomplete="off"
        spellcheck={false}
        value={values.url}
        error={errors["url"]}
        onInput={({ currentTarget }) => set({ url: currentTarget.value })}
      />
      <Field
        name="description"
        label={message.description}
        hint={message.descriptionHint}
        maxLength={80}
        autocomplete="off"
        value={values.description}
        error={errors["description"]}
        onInput={({ currentTarget }) => set({ description: currentTarget.value })}
      />
      <TypeChoice types={values.types} error={errors["types"]} change={(types) => set({ types })} />
      <SwitchField
        name="texts"
        label={message.withTexts}
        hint={message.withTextsHint}
        value={values.withTexts}
        change={(withTexts) => set({ withTexts })}
      />
      <FormEnd form={form} send={webhook === null ? message.makeWebhook : message.saveWebhook} close={close} />
    </form>
  );
};

type TypeProps = Pick<Values, "types"> & { error: string | undefined; change: (types: Values["types"]) => void };

/** The events in their groups. The error is below the first group. */
const TypeChoice = ({ types, error, change }: TypeProps) => (
  <div class="int-groups">
    {message.typeGroups.map(([title, group], index) => (
      <CheckList
        key={title}
        name="types"
        legend={index === 0 ? message.typesOf(title) : title}
        choices={group.map((value) => ({ value, title: message.types[value] }))}
        chosen={types.filter((type) => group.includes(type))}
        error={index === 0 ? error : undefined}
        change={(chosen) =>
          change(
            message.typeGroups.flatMap(([, all]) =>
              all.filter((type) => (group.includes(type) ? chosen.includes(type) : types.includes(type))),
            ),
          )
        }
      />
    ))}
  </div>
);

const send = async (
  { api }: IntegrationsContext,
  webhook: Webhook | null,
  { url, description, types, withTexts }: Values,
): Promise<Answer<Webhook & { secret?: string }>> => {
  const name = description.trim();
  const body = {
    url: url.trim(),
    types,
    scopes: withTexts ? (["jobs:read", "messages:read"] as const).slice() : (["jobs:read"] as const).slice(),
  };
  if (webhook === null)
    return await api.createWebhook({ body: { ...body, ...(name === "" ? {} : { description: name }) } });
  return await api.changeWebhook({ id: webhook.id, body: { ...body, description: name === "" ? null : name } });
};
