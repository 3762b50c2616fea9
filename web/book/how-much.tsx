import { FieldError } from "../shared/field.tsx";
import type { Format } from "../shared/format.ts";
import { LoadChoice } from "../shared/load/load-choice.tsx";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import { Describe } from "./describe.tsx";
import { OptionRow } from "./option-row.tsx";
import { questionOf } from "./questions.ts";
import { choiceName, isQuote, serviceOf, type Group } from "./service.ts";
import type { BookState } from "./state.ts";

interface Props {
  state: BookState;
  format: Format;
  count: (name: string, value: number) => void;
  wide: boolean;
}

/** The choice, the quantities and the extras of the chosen service, or the words of a request for a quote. */
export const HowMuch = (props: Props) => {
  const { catalog, draft, errors } = props.state;
  const service = serviceOf(catalog, draft.fields);
  if (service === undefined) return null;
  if (isQuote(service)) return <Describe state={props.state} />;
  const question = questionOf(1, service).question;
  return (
    <>
      {service.groups.map((group) => (
        <div key={group.id}>
          {titleOf(group, question) && <h3>{titleOf(group, question)}</h3>}
          {group.kind === "choice" ? <Choice group={group} {...props} /> : <Rows group={group} {...props} />}
        </div>
      ))}
      <FieldError name="items" error={errors["items"]} />
    </>
  );
};

/** A heading above each group, unless the section's question says the same. */
const titleOf = ({ kind, label }: Group, question: string): string | null => {
  if (kind === "choice") return null;
  const title = kind === "add_on" ? book.addOns.question : label;
  return title === question ? null : title;
};

const Choice = ({ group, state, format, wide }: Props & { group: Group }) => {
  const { draft, catalog, errors } = state;
  const currency = catalog?.business.currency ?? "USD";
  const name = choiceName(group);
  const prices = group.options.map(({ unit_cents }) => unit_cents);
  const range = customer.priceRange(
    format.money(Math.min(...prices), currency),
    format.money(Math.max(...prices), currency),
  );
  return (
    <>
      <LoadChoice
        name={name}
        label={group.label}
        options={group.options}
        chosen={draft.fields[name] ?? ""}
        price={(cents) => format.money(cents, currency)}
        range={group.allow_not_sure ? customer.notSureRange(range) : null}
        wide={wide}
      />
      <FieldError name={name} error={errors[name]} />
    </>
  );
};

const Rows = ({ group, state, format, count }: Props & { group: Group }) => {
  const currency = state.catalog?.business.currency ?? "USD";
  return (
    <div class="tile rows" role="group" aria-label={titleOf(group, "") ?? group.label}>
      {group.options.map((option) => (
        <OptionRow
          key={option.id}
          option={option}
          whole={group.kind === "add_on"}
          price={format.money(option.unit_cents, currency)}
          state={state}
          count={count}
        />
      ))}
    </div>
  );
};
