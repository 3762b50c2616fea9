import { beforeAll, expect, it } from "vitest";
import type { Edit } from "./added-field.ts";
import { copySources, type Outcome } from "./source-copy.ts";

/** Adds a setting to a part of the settings, as the domain and the API know it. */
const setting = (name: string, domain: string, schema: string): Edit[] => [
  { file: "domain/settings.ts", before: domain, text: `${name}: boolean;\n` },
  { file: "http/schema/settings.ts", before: schema, text: `${name}: z.boolean(),\n` },
];

const edits: Edit[] = [
  ...setting("new_in_business", "    /** E.164; null until", "    phone: phone.nullable()"),
  ...setting("new_in_booking", "    lead_time_hours: number", "    lead_time_hours: z.int()"),
  ...setting("new_in_service", "  /** False if a booking may leave", "  needs_window: z.boolean()"),
  ...setting("new_in_item", "  label: string;\n  unit_cents", "label: word(80)"),
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
  ["new_in_item", "domain/settings-fields.ts", "without a decision about it"],
  ["new_in_item", "web/dashboard/settings/service-items.tsx", "without a control"],
])("the setting %s does not compile in %s %s", (name, file) => {
  expect(checked.code).not.toBe(0);
  expect(checked.output.split("\n")).toContainEqual(
    expect.stringMatching(new RegExp(`^${file.replaceAll(".", "\\.")}\\(.*'${name}' is missing`)),
  );
});
