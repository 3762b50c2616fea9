/** A change of one source file: `text` goes in front of the one place where `before` is. */
export interface Edit {
  file: string;
  before: string;
  text: string;
}

/** The field alone, without a decision about it. */
export const field: Edit = {
  file: "domain/job.ts",
  before: "  tracking_token: string;",
  text: "  po_number?: string;\n",
};

/** The entry in the field table. Without one of its lines the sources do not compile. */
export const entry = [
  'label: "PO number",',
  'empty: "left_out",',
  'shownTo: ["staff", "list", "export"],',
  'changedBy: ["staff"],',
  'enteredIn: ["job_form"],',
  "history: true,",
  'staging: "remove",',
  'imported: "read",',
  'text: { kind: "line", max: 40, hint: "the customer\'s order number" },',
];

export const tableEntry = (lines: string[]): Edit => ({
  file: "domain/job-fields.ts",
  before: "  tracking_token: {",
  text: `  po_number: {\n    ${lines.join("\n    ")}\n  },\n`,
});

/** Everything that a new optional text field of a job touches. */
export const decided: Edit[] = [
  field,
  tableEntry(entry),
  {
    file: "web/shared/message/en/staff.ts",
    before: "} satisfies Record<JobText,",
    text: '  po_number: { label: "PO number", hint: "the customer’s order number", changed: "the PO number" },\n',
  },
  // What is left of the field when a person is forgotten.
  { file: "domain/forget-job.ts", before: "  tracking_token: (", text: "  po_number: removed,\n" },
  { file: "domain/full-job.fixture.ts", before: '  tracking_token: "', text: '  po_number: "PO-4417",\n' },
  // The lists of what staff sees.
  { file: "projection/job-view.test.ts", before: '  link: "live",', text: "  po_number: fullJob.po_number,\n" },
];
