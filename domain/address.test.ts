import fc from "fast-check";
import { expect, test } from "vitest";
import { readAddress } from "./address.ts";

test.each([
  [
    "Soderblom Ave, San Diego, CA 92122",
    { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
  ],
  [
    "12 Elm St, Apt 4, San Diego, CA 92122-1234",
    { street: "12 Elm St, Apt 4", city: "San Diego", state: "CA", postal_code: "92122-1234" },
  ],
  [
    "1 King William St, Adelaide, SA 5000",
    { street: "1 King William St", city: "Adelaide", state: "SA", postal_code: "5000" },
  ],
  [
    "9 Pitt St, Sydney, New South Wales 2000",
    { street: "9 Pitt St", city: "Sydney", state: "New South Wales", postal_code: "2000" },
  ],
  [
    "80 Wellington St, Ottawa, ON K1A 0B1",
    { street: "80 Wellington St", city: "Ottawa", state: "ON", postal_code: "K1A 0B1" },
  ],
  ["10 Downing St, London, SW1A 2AA", { street: "10 Downing St", city: "London", postal_code: "SW1A 2AA" }],
  ["Unter den Linden 5, 10117 Berlin", { street: "Unter den Linden 5", city: "Berlin", postal_code: "10117" }],
  [
    "Soderblom Ave, San Diego, CA 92122, USA",
    { street: "Soderblom Ave", city: "San Diego", state: "CA", postal_code: "92122" },
  ],
  ["1 Elm St, Boston, MA, 02138", { street: "1 Elm St", city: "Boston", state: "MA", postal_code: "02138" }],
  [
    "12 Elm St, Apt 5, Boston MA 02138",
    { street: "12 Elm St, Apt 5", city: "Boston", state: "MA", postal_code: "02138" },
  ],
  ["12 Elm St, Boston ma 02138", { street: "12 Elm St", city: "Boston", state: "MA", postal_code: "02138" }],
  ["12 Elm St, Boston MA, 02138", { street: "12 Elm St", city: "Boston", state: "MA", postal_code: "02138" }],
  ["12 Elm St, Boston, 02138, MA", { street: "12 Elm St", city: "Boston", state: "MA", postal_code: "02138" }],
  ["12 Elm St, Boston, 02138 MA", { street: "12 Elm St", city: "Boston", state: "MA", postal_code: "02138" }],
  ["12 Elm St, 02138 Boston, MA", { street: "12 Elm St", city: "Boston", state: "MA", postal_code: "02138" }],
  ["12 Elm St, Apt 5, Boston 02138", { street: "12 Elm St, Apt 5", city: "Boston", postal_code: "02138" }],
  ["12 Elm St, Rear, Boston 02138", { street: "12 Elm St, Rear", city: "Boston", postal_code: "02138" }],
  [
    "12 Elm St, Kansas City Missouri 64101, United States",
    { street: "12 Elm St", city: "Kansas City", state: "Missouri", postal_code: "64101" },
  ],
  [
    "9 Hill Rd, Charleston West Virginia 25301",
    { street: "9 Hill Rd", city: "Charleston", state: "West Virginia", postal_code: "25301" },
  ],
  ["350 5th Ave, New York, NY 10118", { street: "350 5th Ave", city: "New York", state: "NY", postal_code: "10118" }],
  ["1 D St, Washington, D.C. 20001", { street: "1 D St", city: "Washington", state: "DC", postal_code: "20001" }],
  [
    "1 Birch Ave, 100 Mile House, BC V0K 2E0",
    { street: "1 Birch Ave", city: "100 Mile House", state: "BC", postal_code: "V0K 2E0" },
  ],
  [
    "Flat 2, 10 High St, Guildford GU1 3AA",
    { street: "Flat 2, 10 High St", city: "Guildford", postal_code: "GU1 3AA" },
  ],
  [
    "10 High St, Guildford, Surrey GU1 3AA",
    { street: "10 High St", city: "Guildford", state: "Surrey", postal_code: "GU1 3AA" },
  ],
])("reads %s", (text, location) => {
  expect(readAddress(text)).toEqual(location);
});

test.each([
  "",
  "Soderblom Ave",
  "Soderblom Ave, San Diego",
  "Soderblom Ave, San Diego, CA",
  "a,,CA 92122",
  "CA 92122",
  ", , CA 92122",
  "1 Elm St, MA, 02138",
  "1 Elm St, MA 02138",
  "12 Elm St, Apt 5, MA 02138",
  "12 Elm St, Apt 5, MA, 02138",
  "12 Elm St, Suite B, MA 02138",
  "12 Elm St, Boston, Fenway 02138",
  "12 Elm St, Boston, MA 5",
  "12 Elm St, Boston, ON 02138",
  "12 Elm St, Apt 5 Boston MA 02138",
  "12 Elm St Boston MA 02138",
])("does not guess at %j", (text) => {
  expect(readAddress(text)).toBeNull();
});

const words = (list: string) => fc.constantFrom(...list.split("|"));
const street = fc
  .tuple(
    words("12 Elm St|Soderblom Ave|350 5th Ave|1 Rue du Lac|PO Box 7|9 New York Ave|4 St. John's Way"),
    fc.option(words("Apt 5|#12|Unit B|Rear|Suite 300|Fl 2"), { nil: undefined }),
  )
  .map((parts) => parts.filter((part) => part !== undefined).join(", "));
const american = fc.record({
  street,
  city: words("Boston|San Diego|New York|Kansas City|Washington|St. Louis|Winston-Salem|La Mesa|Coeur d'Alene"),
  state: words("MA|CA|NY|MO|DC|WV|West Virginia|North Carolina|Washington"),
  postal_code: words("02138|92122|92122-1234|10118"),
});
const canadian = fc.record({
  street,
  city: words("Ottawa|Québec|St. John's|Trois-Rivières"),
  state: words("ON|QC|NL|British Columbia"),
  postal_code: words("K1A 0B1|G1R 4S9|A1C5M2"),
});

test("reads every spelling of an address as that address, or not at all", () => {
  const form = fc.constantFrom(
    (a: Parts) => `${a.street}, ${a.city}, ${a.state} ${a.postal_code}`,
    (a: Parts) => `${a.street}, ${a.city}, ${a.state}, ${a.postal_code}`,
    (a: Parts) => `${a.street}, ${a.city} ${a.state} ${a.postal_code}`,
    (a: Parts) => `${a.street}, ${a.city} ${a.state}, ${a.postal_code}`,
    (a: Parts) => `${a.street} ${a.city} ${a.state} ${a.postal_code}`,
    (a: Parts) => `${a.street}, ${a.state} ${a.postal_code}`,
    (a: Parts) => `${a.street},${a.city},${a.state}  ${a.postal_code}, USA`,
  );
  fc.assert(
    fc.property(fc.oneof(american, canadian), form, (address, write) => {
      const read = readAddress(write(address));
      if (read !== null) expect(read).toEqual(address);
    }),
    { numRuns: 2_000 },
  );
});

test("always reads the form that the command line asks for", () => {
  fc.assert(
    fc.property(fc.oneof(american, canadian), (address) => {
      const { street, city, state, postal_code: code } = address;
      expect(readAddress(`${street}, ${city}, ${state} ${code}`)).toEqual(address);
    }),
  );
});

interface Parts {
  street: string;
  city: string;
  state: string;
  postal_code: string;
}
