import { expect, test } from "vitest";
import { effectOf } from "./incoming-effect.ts";

const effect = (text: string, keyword: "stop" | "start" | "help" | null = null) => effectOf({ text, keyword });

test.each(["STOP", "stop.", "Unsubscribe", "ALTO", "no más", "opt out"])(
  "%s stops texts and needs no reply",
  (text) => {
    expect(effect(text)).toEqual({
      texts: "stop",
      how: "keyword",
      may_cancel: false,
      needs_reply: false,
      answer: "stop",
    });
  },
);

test.each(["CANCEL", "Cancelar"])("%s stops texts, and a person asks about the job", (text) => {
  expect(effect(text)).toMatchObject({ texts: "stop", may_cancel: true, needs_reply: true });
});

test.each(["Please stop texting me", "no me manden mensajes", "Stop please"])(
  "'%s' stops texts as a sentence",
  (text) => {
    expect(effect(text)).toMatchObject({ texts: "stop", how: "sentence", needs_reply: true });
  },
);

test("a stop that only the provider recognized counts", () => {
  expect(effect("arrêt", "stop")).toMatchObject({ texts: "stop", how: "provider", needs_reply: false });
});

test("START allows texts, and YES is also an answer", () => {
  expect(effect("Start!")).toMatchObject({ texts: "start", needs_reply: false });
  expect(effect("yes")).toMatchObject({ texts: "start", needs_reply: true });
});

test("HELP is answered, and a person reads it", () => {
  expect(effect("help")).toMatchObject({ texts: null, needs_reply: true, answer: "help" });
});

test("any other text needs a reply", () => {
  for (const text of ["Can you cancel my job?", "We stop at noon", "", "Yes please"])
    expect(effect(text)).toEqual({ texts: null, how: "sentence", may_cancel: false, needs_reply: true, answer: null });
});
