import { describe, expect, it } from "vitest";
import { setFinalPrice } from "./on-site-price.ts";
import { answerPending } from "./pending-price.ts";
import { bookWith, trailer } from "./price-book.fixture.ts";
import { priceJob } from "./price-job.ts";
import { freeze } from "./pricing.ts";

const at = "2026-12-01T18:00:00.000Z";
const where = { postal_code: null, day: null, items: [] };
const book = bookWith(82_500);
const locked = freeze(priceJob(book, trailer, where), at);
const change = { id: "a3", at, by: "Dana", reason: "Two tires" };
const more = priceJob(book, trailer, { ...where, items: [{ id: "tire", quantity: 2 }] });
const waiting = setFinalPrice(locked, more, change, "crew", null);
const yes = { change: "a3", total_cents: 68_198, agree: true, name: "Mark" };
const later = "2026-12-01T19:00:00.000Z";

describe("the customer's answer to a waiting price", () => {
  it("11: a yes makes it the price, with the crew's reason and the customer's name", () => {
    const agreed = answerPending(waiting, yes, later);
    expect(agreed).toMatchObject({ total_cents: 68_198, pending: null, lines: more.lines, kind: "itemized" });
    expect(agreed).toMatchObject({
      amendments: [
        {
          id: "a3",
          at: later,
          by: "Dana",
          reason: "Two tires",
          from_cents: 64_950,
          to_cents: 68_198,
          agreed: { how: "link", name: "Mark", at: later },
        },
      ],
    });
  });

  it("a second yes changes nothing", () => {
    const agreed = answerPending(waiting, yes, later);
    expect(agreed === "unchanged" ? null : answerPending(agreed, yes, later)).toBe("unchanged");
  });

  it("a no removes it and leaves the price", () => {
    expect(answerPending(waiting, { ...yes, agree: false }, later)).toEqual(locked);
  });

  it("is refused for another price than the one that waits", () => {
    for (const wrong of [{ total_cents: 68_197 }, { change: "a2" }])
      for (const agree of [true, false])
        expect(() => answerPending(waiting, { ...yes, ...wrong, agree }, later)).toThrow(
          expect.objectContaining({ code: "price_changed", facts: { pricing: waiting } }),
        );
    expect(() => answerPending(locked, yes, later)).toThrow(
      expect.objectContaining({ code: "transition_not_allowed" }),
    );
  });
});
