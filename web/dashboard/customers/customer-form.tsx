import { useState } from "preact/hooks";
import type { Customer } from "../../../http/api-client.ts";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import * as message from "#message/customers.ts";
import type { AppContext } from "../app-context.ts";
import { AreaField } from "../form/area-field.tsx";
import { bindFields } from "../form/bind-fields.ts";
import { currentIn, fieldErrors, problemText } from "../form/problem-text.ts";
import { draftOf, patchOf, type CustomerDraft } from "./customer-draft.ts";

interface Props {
  app: AppContext;
  customer: Customer;
  changed: (customer: Customer) => void;
}

/** What a person knows about a customer. A save sends only what changed. */
export const CustomerForm = ({ app, customer, changed }: Props) => {
  const [typed, setTyped] = useState<Partial<CustomerDraft>>({});
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [notice, setNotice] = useState("");
  const [busy, setBusy] = useState(false);
  const draft = { ...draftOf(customer), ...typed };
  const set = (change: Partial<CustomerDraft>) => {
    setTyped({ ...typed, ...change });
    setNotice("");
  };
  const save = async (event: Event) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const { id, rev } = customer;
    const answer = await app.api.patchCustomer({ id, rev, body: patchOf(draft, customer) });
    setBusy(false);
    if (answer.ok) {
      setTyped({});
      setErrors({});
      setNotice(message.saved);
      return changed(answer.value);
    }
    const current = currentIn<Customer>(answer.problem);
    // What was typed stays, and applies to the newer version.
    if (current !== null) changed(current);
    const found = rowErrors(fieldErrors(answer.problem));
    setErrors(found);
    if (current !== null) setNotice(message.stale);
    else setNotice(Object.keys(found).length > 0 ? "" : problemText(answer.problem));
  };
  const field = bindFields(draft, errors, set);
  return (
    <form class="page-card customer-form" noValidate onSubmit={(event) => void save(event)}>
      <Field {...field("name")} label={message.name} maxLength={80} autocomplete="off" />
      <Field {...field("company")} label={message.company} maxLength={80} autocomplete="off" />
      <div class="two">
        <AreaField {...field("phones")} label={message.phones} hint={message.phonesHint} />
        <AreaField {...field("emails")} label={message.emails} hint={message.emailsHint} />
      </div>
      <AreaField {...field("notes")} label={message.notes} hint={message.notesHint} />
      <Field {...field("tags")} label={message.tags} hint={message.tagsHint} autocomplete="off" />
      <div class="two">
        <Field
          {...field("tax_exempt")}
          label={message.taxExempt}
          hint={message.taxExemptHint}
          maxLength={300}
          autocomplete="off"
        />
        <ChoiceField
          name="language"
          label={message.language}
          value={draft.language}
          error={errors["language"]}
          choices={Object.entries(message.languages)}
          choose={(language) => set({ language })}
        />
      </div>
      <Addresses addresses={draft.addresses} set={(addresses) => set({ addresses })} error={errors["addresses"]} />
      <div class="customer-save">
        <button type="submit" class="orange" aria-disabled={busy || Object.keys(typed).length === 0}>
          {busy ? message.saving : message.save}
        </button>
        <span class="small" role="status">
          {notice}
        </span>
      </div>
    </form>
  );
};

interface AddressProps {
  addresses: CustomerDraft["addresses"];
  set: (addresses: CustomerDraft["addresses"]) => void;
  error: string | undefined;
}

/** The addresses, the newest first. A job adds its own, so a person only removes old ones. */
const Addresses = ({ addresses, set, error }: AddressProps) => (
  <fieldset class="customer-addresses">
    <legend class="small">{message.addresses}</legend>
    {addresses.length === 0 && <p class="quiet">{message.noAddresses}</p>}
    <ul>
      {addresses.toReversed().map((address) => (
        <li key={`${address.street} ${address.postal_code}`}>
          <span>
            <bdi>
              {address.street}, {address.city} {address.postal_code}
            </bdi>
            {address.notes !== undefined && <bdi class="quiet small">{address.notes}</bdi>}
          </span>
          <button
            type="button"
            class="bare small"
            aria-label={message.removeAddress(address.street)}
            onClick={() => set(addresses.filter((one) => one !== address))}
          >
            {message.remove}
          </button>
        </li>
      ))}
    </ul>
    {error !== undefined && <p class="error">{error}</p>}
  </fieldset>
);

/** An error in one line of a control stands at the control: `phones.0.number` at `phones`. */
const rowErrors = (errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).map(([path, text]) => [path.split(".")[0] ?? path, text]));
