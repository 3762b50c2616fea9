import { describe, expect, it, test } from "vitest";
import { fill, templateFault } from "./template.ts";

test("values go into variables and sections as they are", () => {
  expect(fill("{{business}}:{{#eta}} around {{eta}}{{/eta}}{{^eta}} soon{{/eta}}", { business: "A & B <C>" })).toBe(
    "A & B <C>: soon",
  );
  expect(fill("{{#eta}}around {{eta}}{{/eta}}", { eta: "10:40am" })).toBe("around 10:40am");
});

describe("a template is refused", () => {
  const allowed = ["business", "eta"] as const;

  it.each([
    ["{{busines}}", { code: "unknown_variable", variable: "busines" }],
    ["{{#eta}}{{day}}{{/eta}}", { code: "unknown_variable", variable: "day" }],
    ["{{constructor}}", { code: "unknown_variable", variable: "constructor" }],
    ["{{{business}}}", { code: "not_allowed", tag: "&business" }],
    ["{{&business}}", { code: "not_allowed", tag: "&business" }],
    ["{{>business}}", { code: "not_allowed", tag: ">business" }],
    ["{{=<% %>=}}", { code: "not_allowed", tag: "=<% %>" }],
    ["{{#eta}}", { code: "unclosed" }],
    ["{{business", { code: "unclosed" }],
  ])("%s", (template, fault) => {
    expect(templateFault(template, allowed)).toEqual(fault);
  });

  it("unless it has only allowed names", () => {
    expect(templateFault("{{business}}{{! a note }}{{#eta}} {{eta}}{{/eta}}", allowed)).toBeNull();
  });
});
