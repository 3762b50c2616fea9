import { expect, it } from "vitest";
import { sampleSettings } from "../../../domain/settings.ts";
import type { MatchedCustomer } from "../../../http/api-client.ts";
import { emptyJob } from "../new-job/new-job-draft.ts";
import { filledFrom } from "./filled-from.ts";

const maria: MatchedCustomer = {
  id: "c_7K3Q0F4M",
  name: "Maria Ortega",
  phones: [{ number: "+16195550142" }],
  emails: ["maria@example.com"],
  addresses: [
    { street: "1 Old Rd", city: "San Diego", postal_code: "92122" },
    { street: "9 Oak St", city: "La Mesa", state: "CA", postal_code: "91942", notes: "Gate 4411" },
  ],
  jobs: 3,
  last_job: { id: "260504-AAAA", day: "2026-05-04", service: "Junk removal" },
  notes: null,
  tags: [],
  tax_exempt: null,
  do_not_text: false,
};
const empty = emptyJob(sampleSettings("America/Los_Angeles"));

it("fills an empty form with the newest address", () => {
  expect(filledFrom(empty, maria)).toEqual({
    customer: maria.id,
    customerName: "Maria Ortega",
    name: "Maria Ortega",
    email: "maria@example.com",
    street: "9 Oak St",
    city: "La Mesa",
    state: "CA",
    postal_code: "91942",
    access: "Gate 4411",
  });
});

it("changes nothing that was typed", () => {
  const typed = { ...empty, name: "Mia", email: "m@example.com", street: "5 Elm" };
  expect(filledFrom(typed, maria)).toEqual({ customer: maria.id, customerName: "Maria Ortega" });
});
