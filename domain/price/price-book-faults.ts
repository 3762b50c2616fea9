import type { FieldError } from "../domain-error.ts";
import type { PriceBook, PricedService } from "./price-book.ts";

/** The most of each list, so that the settings stay below 300 KB. */
const most = { groups: 10, options: 60, surcharges: 50, lists: 50, codes: 2_000, dates: 100 } as const;

/** Returns what is wrong with a service beyond single fields. `path` is its JSON pointer, such as `/services/0`. */
export const serviceFaults = ({ groups, rental }: PricedService, path: string): FieldError[] => {
  const options = groups.flatMap((group, at) => group.options.map(({ id }, index) => ({ id, at, index })));
  const choices = groups.flatMap(({ kind }, at) => (kind === "choice" ? [at] : []));
  return [
    ...tooMany(`${path}/groups`, groups.length, most.groups, "groups of options"),
    ...tooMany(`${path}/groups`, options.length, most.options, "options"),
    ...options
      .filter(({ id }, place) => options.findIndex((one) => one.id === id) < place)
      .map(({ at, index }) => ({
        field: `${path}/groups/${at}/options/${index}/id`,
        code: "repeated",
        message: "Each option of a service needs a different id.",
      })),
    ...choices.slice(1).map((at) => ({
      field: `${path}/groups/${at}/kind`,
      code: "one_choice",
      message: "A service has at most one group to choose one option from.",
    })),
    ...groups.flatMap(({ options: own }, at) =>
      own.length > 0
        ? []
        : [{ field: `${path}/groups/${at}/options`, code: "required", message: "Add at least one option." }],
    ),
    ...(rental !== null && rental.max_days < rental.included_days
      ? [
          {
            field: `${path}/rental/max_days`,
            code: "range",
            message: "The longest rental has at least the included days.",
          },
        ]
      : []),
  ];
};

/** Returns what is wrong with the tax and the surcharges beyond single fields. */
export const priceBookFaults = ({ tax, surcharges }: Pick<PriceBook, "tax" | "surcharges">): FieldError[] => {
  const taxCodes = tax.by_postal_code.reduce((sum, { postal_codes: codes }) => sum + codes.length, 0);
  const codes = surcharges.reduce((sum, one) => sum + (one.postal_codes?.length ?? 0), 0);
  const dates = surcharges.reduce((sum, one) => sum + (one.dates?.length ?? 0), 0);
  return [
    ...tooMany("/tax/by_postal_code", tax.by_postal_code.length, most.lists, "lists of ZIP codes"),
    ...tooMany("/tax/by_postal_code", taxCodes, most.codes, "ZIP codes in all"),
    ...tooMany("/surcharges", surcharges.length, most.surcharges, "surcharges"),
    ...tooMany("/surcharges", codes, most.codes, "ZIP codes in all"),
    ...tooMany("/surcharges", dates, most.dates, "dates in all"),
    ...surcharges
      .flatMap(({ id }, at) => (surcharges.findIndex((one) => one.id === id) < at ? [at] : []))
      .map((at) => ({
        field: `/surcharges/${at}/id`,
        code: "repeated",
        message: "Each surcharge needs a different id.",
      })),
  ];
};

const tooMany = (field: string, count: number, limit: number, what: string): FieldError[] =>
  count <= limit ? [] : [{ field, code: "too_many", message: `Have at most ${limit.toLocaleString("en")} ${what}.` }];
