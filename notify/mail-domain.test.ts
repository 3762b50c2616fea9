import { describe, expect, test } from "vitest";
import { checkMailDomain, type LookUpTexts } from "./mail-domain.ts";

const dns =
  (records: Record<string, string[]>): LookUpTexts =>
  (name) =>
    Promise.resolve(records[name] ?? null);
const spf = "v=spf1 include:mail.provider.com ~all";
const dmarc = "v=DMARC1; p=none";
const check = async (address: string, records: Record<string, string[]>, host = "smtp.provider.com") =>
  (await checkMailDomain({ address, host }, dns(records))).map(({ code }) => code);

describe("the domain that emails come from", () => {
  test("needs one SPF record and a DMARC record", async () => {
    const domain = "coastline-hauling.com";
    expect(await check(`office@${domain}`, { [domain]: ["other", spf], [`_dmarc.${domain}`]: [dmarc] })).toEqual([]);
    expect(await check(`office@${domain}`, { [domain]: ["other"] })).toEqual(["no_spf", "no_dmarc"]);
    expect(await check(`office@${domain}`, { [domain]: [spf, spf], [`_dmarc.${domain}`]: [dmarc] })).toEqual([
      "two_spf",
    ]);
    expect(await check(`office@${domain}`, { [domain]: ["v=spf10"], [`_dmarc.${domain}`]: ["v=DMARC10"] })).toEqual([
      "no_spf",
      "no_dmarc",
    ]);
  });

  test("has the DMARC policy of the domain above it, and an SPF record of its own", async () => {
    const records = { "mail.coastline.com": [spf], "_dmarc.coastline.com": [dmarc] };
    expect(await check("office@Mail.Coastline.com", records)).toEqual([]);
    expect(await check("office@mail.coastline.com", { "coastline.com": [spf] })).toEqual(["no_spf", "no_dmarc"]);
  });

  test.each([
    ["dana@gmail.com", "smtp.provider.com", ["free_mailbox"]],
    ["dana@gmail.com", "smtp.gmail.com", []],
    ["dana@gmail.com", "smtp-relay.google.com", []],
    ["dana@gmail.com", "notgmail.com", ["free_mailbox"]],
    ["dana@hotmail.com", "smtp.office365.com", []],
    ["dana@yahoo.com", "email-smtp.us-east-1.amazonaws.com", ["free_mailbox"]],
  ])("of %s through %s is a free mailbox of that company or not", async (address, host, codes) => {
    expect(await check(address, {}, host)).toEqual(codes);
  });

  test("that exists on no network is not looked up", async () => {
    expect(await check("office@coastline.example", {})).toEqual([]);
  });

  test("cannot be checked offline, and the finding says so", async () => {
    const offline: LookUpTexts = () => Promise.reject(new Error("ETIMEOUT"));
    const [finding] = await checkMailDomain({ address: "a@coastline.com", host: "smtp.provider.com" }, offline);
    expect(finding).toMatchObject({ code: "unchecked", detail: expect.stringMatching(/^Couldn't check .*online\.$/) });
    expect(finding?.detail).not.toContain("ETIMEOUT");
  });
});
