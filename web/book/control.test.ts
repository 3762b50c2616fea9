import { expect, it } from "vitest";
import { controlOf, fieldErrors, stepOf } from "./control.ts";
import { items, load } from "./service.sample.ts";

it("finds the control of an error", () => {
  const fields = { "items.sofa": "1", "items.fridge": "1" };
  const control = (pointer: string) => controlOf(pointer, items, fields);
  expect(control("/customer/phone")).toBe("customer.phone");
  expect(control("/terms_accepted")).toBe("terms_accepted");
  expect(control("/window/start")).toBe("window");
  expect(control("/items/1/quantity")).toBe("items.fridge");
  expect(control("/items")).toBe("items");
  expect(control("/postal_code")).toBe("location.postal_code");
  expect(control("/preferred/0/day")).toBe("preferred.0.day");
});

it("14: finds the choice of an error about one of its options", () => {
  const fields = { "choice.load": "half-load", "items.stairs": "99" };
  expect(controlOf("/items/0", load, fields)).toBe("choice.load");
  expect(controlOf("/items/1/quantity", load, fields)).toBe("items.stairs");
  expect(controlOf("/not_sure/0", load, fields)).toBe("choice.load");
});

it("finds the section of a control", () => {
  const names = [
    "service",
    "items.sofa",
    "choice.load",
    "description",
    "window",
    "days",
    "preferred.0.day",
    "customer.name",
  ];
  expect(names.map((name) => stepOf(name, false))).toEqual([0, 1, 1, 1, 2, 2, 2, 3]);
  expect([true, false].map((first) => stepOf("location.postal_code", first))).toEqual([0, 3]);
});

it("separates the errors of this page's controls from the others", () => {
  const problem = {
    code: "invalid",
    errors: [
      { field: "/customer/phone", code: "phone", message: "Not a phone number." },
      { field: "/location/lot", code: "invalid", message: "Which lot?" },
    ],
  } as never;
  expect(fieldErrors(problem, items, {})).toEqual({
    errors: { "customer.phone": "Not a phone number." },
    others: ["Which lot?"],
  });
});
