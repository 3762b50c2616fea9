import { expect, test } from "vitest";
import { showProblem } from "./problem.ts";

const problem = (...fields: string[]) => ({
  type: "/problems/invalid",
  title: "Not valid",
  status: 422,
  code: "invalid" as const,
  detail: "Two things are wrong.",
  request_id: "r1",
  errors: fields.map((field) => ({ field, code: "wrong", message: "Wrong." })),
});

test("one error is one line, and several come after the sentence and before the hints", () => {
  expect(showProblem(problem("/day"), [])).toBe("--day: Wrong.");
  expect(showProblem(problem("/day", "/crew"), ["Try again."])).toBe(
    "Two things are wrong.\n--day: Wrong.\n--crew: Wrong.\nTry again.",
  );
});

test.each([
  ["/customer/name", "--name"],
  ["/customer/phone", "--phone"],
  ["/customer/email", "--email"],
  ["/location/street", "--street"],
  ["/location/city", "--city"],
  ["/location/state", "--state"],
  ["/location/postal_code", "--postal-code"],
  ["/service", "--service"],
  ["/window/start", "--window"],
  ["/window/end", "--window"],
  ["/notes", "--notes"],
  ["/reason", "--reason"],
  ["/items", "--item"],
  ["/items/0/id", "--item"],
  ["/pricing/lines/0/label", "--line"],
  ["/pricing/amount_cents", "--flat"],
  ["/status", "--status"],
  ["/limit", "--limit"],
  ["/booking/link_days", "booking.link_days"],
])("an error of %s names %s", (field, option) => {
  expect(showProblem(problem(field), [])).toBe(`${option}: Wrong.`);
});
