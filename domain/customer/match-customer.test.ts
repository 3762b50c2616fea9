import { describe, expect, it } from "vitest";
import { jobOf, maria } from "./customer.fixture.ts";
import { matchCustomer } from "./match-customer.ts";
import { namesAgree } from "./same-value.ts";

const lee = { ...maria, id: "c_LEEE0F4M", name: "Lee Chan", phones: [{ number: "+16195550199" }] };
const job = jobOf("261127-AAAA", { name: "Maria Ortega", phone: "+16195550142", email: "maria@example.com" });

describe("names", () => {
  it.each([
    ["Maria Ortega", "MARIA ORTEGA", true],
    ["María Ortega", "Maria Ruiz", true],
    ["M. Ortega", "Maria Ortega", true],
    ["Ortega", "Maria Ortega", true],
    ["O’Brien", "Pat OBrien", true],
    ["Maria Ortega", "Lee Chan", false],
    ["Maria Ortega", "Ortega Maria", false],
    ["", "", false],
  ])("%s and %s agree: %s", (one, other, agree) => {
    expect(namesAgree(one, other)).toBe(agree);
    expect(namesAgree(other, one)).toBe(agree);
  });
});

describe("a job", () => {
  it("that nothing matches gets a new record", () => {
    expect(matchCustomer(job, [])).toEqual({ kind: "new", duplicates: [] });
  });

  it("belongs to the one customer of its contact whose name agrees", () => {
    expect(matchCustomer(job, [maria])).toEqual({ kind: "known", id: maria.id });
    expect(matchCustomer(job, [lee, maria])).toEqual({ kind: "known", id: maria.id });
  });

  it("42: gets a new record beside a customer of another name", () => {
    expect(matchCustomer(job, [lee])).toEqual({ kind: "new", duplicates: [lee.id] });
  });

  it("gets a new record if two customers match equally", () => {
    const phoneOnly = { ...maria, id: "c_PHON0F4M", emails: [] };
    const emailOnly = { ...maria, id: "c_MAIL0F4M", phones: [] };
    expect(matchCustomer(job, [phoneOnly, emailOnly])).toEqual({
      kind: "new",
      duplicates: [phoneOnly.id, emailOnly.id],
    });
  });

  it("belongs to the one of two matching customers that has its phone and its email", () => {
    const phoneOnly = { ...maria, id: "c_PHON0F4M", emails: [] };
    expect(matchCustomer(job, [phoneOnly, maria])).toEqual({ kind: "known", id: maria.id });
  });

  it("belongs to the one of two matching customers that has its whole name", () => {
    const other = { ...maria, id: "c_MARZ0F4M", name: "Maria Ruiz" };
    expect(matchCustomer(job, [other, maria])).toEqual({ kind: "known", id: maria.id });
  });

  it("stays where it is filed, whatever the names are now", () => {
    expect(matchCustomer(job, [maria, { ...lee, jobs: [job.id] }])).toEqual({ kind: "known", id: lee.id });
  });
});
