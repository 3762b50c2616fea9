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
])("does not guess at %j", (text) => {
  expect(readAddress(text)).toBeNull();
});
