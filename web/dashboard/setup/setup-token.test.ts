import { describe, expect, it } from "vitest";
import { steppedBrowser } from "../../shared/stepped-browser.ts";
import { forgetSetupToken, takeSetupToken } from "./setup-token.ts";

const at = (hash: string, browser = steppedBrowser(0)) => {
  const shown: string[] = [];
  const token = takeSetupToken(
    { hash, pathname: "/board", search: "?day=2026-11-27" },
    { state: null, replaceState: (_state, _title, url) => void shown.push(String(url)) },
    browser,
  );
  return { token, shown, browser };
};

describe("the token of a one-time link", () => {
  it.each([
    ["#setup=abc-DEF_123", "abc-DEF_123"],
    ["#setup=abc.", "abc"],
    ["#setup=abc)", "abc"],
  ])("%s is %s, and the address ends clean", (hash, token) => {
    expect(at(hash)).toMatchObject({ token, shown: ["/board?day=2026-11-27"] });
  });

  it("leaves the address clean where the link holds none", () => {
    expect(at("#setup=")).toMatchObject({ token: null, shown: ["/board?day=2026-11-27"] });
  });

  it("is kept for a reload until it is forgotten, and other fragments stay as they are", () => {
    const { browser } = at("#setup=abc");
    expect(at("#top", browser)).toMatchObject({ token: "abc", shown: [] });
    forgetSetupToken(browser);
    expect(at("", browser).token).toBeNull();
  });
});
