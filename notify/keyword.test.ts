import { describe, expect, test } from "vitest";
import { keywordOf, mayMeanTheJob, seemsToAskToStop } from "./keyword.ts";

describe("keywordOf", () => {
  test.each([
    ["STOP", "stop"],
    [" Stop. ", "stop"],
    ["stopall", "stop"],
    ["Opt-out", "stop"],
    ["Cancel", "stop"],
    ["NO MÁS", "stop"],
    ["alto!", "stop"],
    ["Start", "start"],
    ["unstop", "start"],
    ["YES", "start"],
    ["help?", "help"],
    ["please stop by at 10", null],
    ["cancel my job", null],
    ["", null],
  ])("%j is %s", (text, keyword) => {
    expect(keywordOf(text)).toBe(keyword);
  });
});

test("CANCEL may mean the job", () => {
  expect(["Cancel", "CANCELAR", "stop", "cancel the visit"].map(mayMeanTheJob)).toEqual([true, true, false, false]);
});

describe("seemsToAskToStop", () => {
  test.each([
    "Stop texting me",
    "Please stop.",
    "stop please",
    "don't text me again",
    "Take me off your list",
    "no more texts",
    "no me manden mensajes",
    "Dejen de escribirme",
    "no quiero más mensajes",
  ])("%j", (text) => {
    expect(seemsToAskToStop(text)).toBe(true);
  });

  test.each([
    "Can you stop by the side gate?",
    "The truck can stop in the alley",
    "Please don't block the driveway",
    "no problem, text me when you are close",
  ])("not %j", (text) => {
    expect(seemsToAskToStop(text)).toBe(false);
  });
});
