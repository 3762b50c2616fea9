import { describe, expect, it } from "vitest";
import type { Problem } from "../../../http/client.ts";
import { emptyForm, reduceForm, type FormState } from "./form-state.ts";

const sending: FormState = { errors: {}, trouble: "", busy: true };
const problem = (change: object): Problem => ({
  type: "about:blank",
  title: "Bad Request",
  status: 400,
  request_id: "",
  code: "invalid",
  detail: "Some fields are wrong.",
  ...change,
});

describe("reduceForm", () => {
  it("shows the errors that the page found and clears the text above the form", () => {
    const before: FormState = { errors: {}, trouble: "Offline", busy: false };
    expect(reduceForm(before, { type: "checked", errors: { name: "Type a name." } })).toEqual({
      errors: { name: "Type a name." },
      trouble: "",
      busy: false,
    });
  });

  it("clears earlier errors while it sends", () => {
    const before: FormState = { errors: { name: "Type a name." }, trouble: "Offline", busy: false };
    expect(reduceForm(before, { type: "sending" })).toEqual(sending);
  });

  it("puts each error of a problem at its field and says nothing above the form", () => {
    const refused = problem({
      errors: [{ field: "/customer/phone", code: "invalid", message: "Not a phone number." }],
    });
    expect(reduceForm(sending, { type: "refused", problem: refused })).toEqual({
      errors: { "customer.phone": "Not a phone number." },
      trouble: "",
      busy: false,
    });
  });

  it("says a problem without field errors above the form", () => {
    const state = reduceForm(sending, { type: "refused", problem: problem({}) });
    expect(state).toEqual({ errors: {}, trouble: "Some fields are wrong.", busy: false });
  });

  it("prefers the text of the caller over the text of the problem", () => {
    const state = reduceForm(sending, { type: "refused", problem: problem({}), text: "Wrong password." });
    expect(state.trouble).toBe("Wrong password.");
  });

  it("is empty again after a save", () => {
    expect(reduceForm(sending, { type: "saved" })).toEqual(emptyForm);
  });
});
