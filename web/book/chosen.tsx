import type { ComponentChildren } from "preact";
import { sentenceCase, windowText, type Format } from "../shared/format.ts";
import { windowOf } from "../shared/free-days.ts";
import * as book from "#message/book.ts";
import * as customer from "#message/customer.ts";
import { anyDay, asksZipFirst, type Step } from "./draft.ts";
import { preferredOf } from "./preferred.ts";
import { daysOf, isQuote, itemsOf, notSureOf, serviceOf, stayIn, type Service } from "./service.ts";
import type { BookState } from "./state.ts";

/** The answer of a folded section. Null if it has none. */
export const answerOf = (step: Step, { catalog, draft }: BookState, format: Format): ComponentChildren => {
  const { fields } = draft;
  const service = serviceOf(catalog, fields);
  if (service === undefined) return null;
  if (step === 1)
    return isQuote(service) ? <span class="cut">{fields["description"]}</span> : amountText(service, fields);
  if (step === 2) return whenLine(service, fields, format);
  const zip = asksZipFirst(catalog) && fields["location.postal_code"];
  return (
    <>
      <b>
        <bdi>{service.name}</bdi>
      </b>
      {zip && <span class="quiet"> · {zip}</span>}
    </>
  );
};

/** `Half load, 2 × Mattress` */
export const amountText = (service: Service, fields: BookState["draft"]["fields"]): string => {
  const groups = service.groups;
  const options = groups.flatMap(({ options }) => options);
  const chosen = itemsOf(service, fields).map(({ id, quantity }) => {
    const label = options.find((option) => option.id === id)?.label ?? id;
    return groups.some((group) => group.kind === "choice" && group.options.some((option) => option.id === id))
      ? label
      : book.times(quantity, label);
  });
  const unknown = notSureOf(service, fields).length > 0 ? [book.sizeUnknown] : [];
  return [...unknown, ...chosen].join(", ") || book.nothingExtra;
};

const whenLine = (service: Service, fields: BookState["draft"]["fields"], format: Format): ComponentChildren => {
  const { day } = fields;
  if (isQuote(service)) return book.timesGiven(preferredOf(fields).map((one) => format.day(one.day)));
  if (anyDay(service, fields)) return <b>{book.anyDayWorks}</b>;
  const window = windowOf(fields["window"] ?? "");
  if (!day || window === null) return null;
  const stay = stayIn(service, fields);
  return (
    <>
      <b>{stay ? customer.period(format.day(stay.from), format.day(stay.until)) : format.day(day)}</b>
      <span class="small quiet block">
        {stay
          ? book.dropOffBetween(daysOf(service, fields) ?? 0, windowText(window))
          : sentenceCase(windowText(window))}
      </span>
    </>
  );
};
