import { describe, expect, it } from "vitest";
import { readWeight, type TypedWeight } from "./read-weight.ts";

const dollars = { currency: "USD", locale: "en-US" };
const read = (typed: Partial<TypedWeight>, money = dollars) =>
  readWeight({ weight: "", isPounds: false, ticket: "", facility: "", fee: "", ...typed }, money);

describe("the weight that a crew reports", () => {
  it("has the site and its fee in cents, and nothing that was left empty", () => {
    expect(read({ weight: "2.48", ticket: " 482-119 ", facility: "Miramar", fee: "$42.50" })).toEqual({
      net_tons: 2.48,
      ticket: "482-119",
      facility: "Miramar",
      fee_cents: 4_250,
    });
    expect(read({ weight: "4960", isPounds: true, fee: "0" })).toEqual({ net_pounds: 4_960, fee_cents: 0 });
    expect(read({ weight: "2,48" })).toEqual({ net_tons: 2.48 });
    expect(read({ weight: "2", fee: "42,50" }, { currency: "EUR", locale: "de-DE" })).toMatchObject({
      fee_cents: 4_250,
    });
  });

  it("is left out without a number, and names the field that is wrong", () => {
    expect(read({ ticket: "482-119", fee: "42" })).toBeNull();
    expect(["abc", "101", "2.4801", "-1"].map((weight) => read({ weight }))).toEqual(Array(4).fill("net_tons"));
    expect(read({ weight: "4960.5", isPounds: true })).toBe("net_tons");
    expect(["abc", "1.234", "-4"].map((fee) => read({ weight: "2", fee }))).toEqual(Array(3).fill("fee_cents"));
  });
});
