import { beforeAll, expect, it } from "vitest";
import type { Edit } from "./added-field.ts";
import { copySources, type Outcome } from "./source-copy.ts";

/** Adds a setting to a part of the settings, as the domain and the API know it. */
const setting = (name: string, domain: string, schema: string, files = settingsFiles): Edit[] => [
  { file: files.domain, before: domain, text: `${name}: boolean;\n` },
  { file: files.schema, before: schema, text: `${name}: z.boolean(),\n` },
];
const settingsFiles = { domain: "domain/settings.ts", schema: "http/schema/settings.ts" };
const bookFiles = { domain: "domain/price/price-book.ts", schema: "http/schema/price-book.ts" };
const rentalFiles = { domain: "domain/rental/rental-rules.ts", schema: "http/schema/price-book.ts" };

const edits: Edit[] = [
  ...setting("new_in_business", "    /** E.164; null until", "  phone: phone.nullable()"),
  ...setting("new_in_booking", "    lead_time_hours: number", "    lead_time_hours: z.int()"),
  ...setting("new_in_service", "  /** False if a booking may leave", "  needs_window: z.boolean()"),
  ...setting("new_in_option", "  /** A short text below the label", "  hint: word(80)", bookFiles),
  ...setting("new_in_rental", "  /** Short tons, a decimal", "  included_tons: tons", rentalFiles),
];

/** The check of all new settings together, because one check takes many seconds. */
let checked: Outcome;
beforeAll(async () => {
  const copy = await copySources();
  try {
    checked = await copy.withEdits(edits, () => copy.check(["domain/settings-fields.ts", "web/dashboard/settings"]));
  } finally {
    await copy.remove();
  }
}, 300_000);

it.each([
  ["new_in_business", "domain/settings-fields.ts", "without a decision about it"],
  ["new_in_business", "web/dashboard/settings/business-section.tsx", "without a control"],
  ["new_in_booking", "domain/settings-fields.ts", "without a decision about it"],
  ["new_in_booking", "web/dashboard/settings/rules-section.tsx", "without a control"],
  ["new_in_service", "domain/settings-fields.ts", "without a decision about it"],
  ["new_in_service", "web/dashboard/settings/service-editor.tsx", "without a control"],
  ["new_in_service", "web/dashboard/settings/service-text.ts", "without a text for the merge conflict"],
  ["new_in_option", "domain/settings-fields.ts", "without a decision about it"],
  ["new_in_option", "web/dashboard/settings/option-row.tsx", "without a control"],
  ["new_in_rental", "domain/settings-fields.ts", "without a decision about it"],
  ["new_in_rental", "web/dashboard/settings/service-rental.tsx", "without a control"],
])("the setting %s does not compile in %s %s", (name, file) => {
  expect(checked.code).not.toBe(0);
  expect(checked.output.split("\n")).toContainEqual(
    expect.stringMatching(new RegExp(`^${file.replaceAll(".", "\\.")}\\(.*'${name}' is missing`)),
  );
});
