import { describe, expect, it } from "vitest";
import { checkUrl, isPublic, resolveSafely, type UrlRules } from "./safe-url.ts";

const strict: UrlRules = { loopback: false, public: true };
const open: UrlRules = { loopback: true, public: true };

/** Checks a URL as a delivery does: the text first, then the addresses of its name. */
const verdict = async (text: string, addresses: string[] = ["93.184.216.34"], rules = strict): Promise<string> => {
  const checked = checkUrl(text, rules);
  if (!checked.ok) return checked.why;
  const resolved = await resolveSafely(checked.url, rules, () => Promise.resolve(addresses));
  return resolved.ok ? resolved.address : resolved.why;
};

describe("a URL", () => {
  it.each([
    "http://hooks.example.com/",
    "ftp://hooks.example.com/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "not a url",
    "https://",
    "https://user@hooks.example.com/",
    "https://user:password@hooks.example.com/",
    "https://:password@hooks.example.com/",
    "https://hooks.example.com:80/",
    "https://hooks.example.com:22/",
    "https://hooks.example.com:8080/",
    "https://127.0.0.1/",
    "https://127.1/",
    "https://0177.0.0.1/",
    "https://0x7f.0.0.1/",
    "https://0x7f000001/",
    "https://2130706433/",
    "https://017700000001/",
    "https://0/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.100.100.200/",
    "https://8.8.8.8/",
    "https://①②⑦.⓪.⓪.①/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[fd00:ec2::254]/",
    "https://[fe80::1]/",
    "https://[2606:4700::1111]/",
    "https://localhost/",
    "https://localhost./",
    "https://LOCALHOST/",
    "https://app.localhost/",
    "https://metadata.google.internal/",
    "https://printer.local/",
    "https://intranet/",
    "https://router.lan/",
    "https://hooks.example.com./",
    "https://1.0.0.127.in-addr.arpa/",
  ])("%s is refused before its name is looked up", (text) => {
    expect(checkUrl(text, strict).ok).toBe(false);
  });

  it.each([
    ["127.0.0.1"],
    ["127.255.255.254"],
    ["0.0.0.0"],
    ["10.1.2.3"],
    ["100.64.0.1"],
    ["169.254.169.254"],
    ["172.31.255.255"],
    ["192.168.0.1"],
    ["192.0.2.1"],
    ["198.18.0.1"],
    ["224.0.0.1"],
    ["255.255.255.255"],
    ["::1"],
    ["::ffff:10.0.0.1"],
    ["::7f00:1"],
    ["64:ff9b::7f00:1"],
    ["2002:7f00:1::"],
    ["fd00::1"],
    ["fe80::1%eth0"],
    ["93.184.216.34", "127.0.0.1"],
    ["2606:4700::1111", "fd00::1"],
  ])("whose name has the address %s is refused", async (...addresses) => {
    expect(await verdict("https://hooks.example.com/", addresses)).toBe("not_public");
  });

  it("without an address is refused", async () => {
    expect(await verdict("https://hooks.example.com/", [])).toBe("unknown_name");
    const url = new URL("https://hooks.example.com/");
    const failing = () => Promise.reject(new Error("ENOTFOUND"));
    expect(await resolveSafely(url, strict, failing)).toEqual({ ok: false, why: "unknown_name" });
  });

  it("with a public name and only public addresses is accepted", async () => {
    expect(await verdict("https://hooks.example.com/tailboard?x=1")).toBe("93.184.216.34");
    expect(await verdict("https://hooks.example.com:8443/", ["2606:4700::1111", "93.184.216.34"])).toBe(
      "2606:4700::1111",
    );
    expect(isPublic("not an address")).toBe(false);
  });

  it("on loopback is accepted only for tests", async () => {
    for (const [text, address] of [
      ["http://127.0.0.1:5000/", "127.0.0.1"],
      ["http://localhost:5000/", "127.0.0.1"],
      ["http://[::1]:5000/", "::1"],
    ] as const) {
      expect(await verdict(text, [], open)).toBe(address);
      expect(await verdict(text)).toMatch(/ip_literal|no_public_name/);
    }
    expect(await verdict("http://10.0.0.1:5000/", [], open)).toBe("not_https");
    // A name that points to this machine is not loopback.
    expect(await verdict("https://hooks.example.com/", ["127.0.0.1"], open)).toBe("not_public");
  });

  it("is refused under a shifted clock, unless it is on loopback", async () => {
    const shifted: UrlRules = { loopback: true, public: false };
    expect(await verdict("https://hooks.example.com/", [], shifted)).toBe("not_public");
    expect(await verdict("http://127.0.0.1:5000/", [], shifted)).toBe("127.0.0.1");
  });
});
