import { describe, expect, it } from "vitest";
import type { Me } from "../../http/api-client.ts";
import { meOf, reduceSession, startSession } from "./session-state.ts";

const dana: Me = { id: "u1", name: "Dana", login: "dana", role: "crew", crew: "crew-1" };
const session = { me: dana, siteUrl: null };

describe("reduceSession", () => {
  it("drops the setup token when a person is signed in", () => {
    expect(reduceSession(startSession("secret"), { type: "arrived", session })).toEqual({
      who: session,
      expired: false,
      setupToken: null,
    });
  });

  it("opens the stored day of a crew if the server does not answer", () => {
    const state = reduceSession(startSession(null), { type: "no_answer", stored: dana });
    expect(meOf(state)).toBe(dana);
  });

  it("is offline if the server does not answer and the phone has no stored day", () => {
    const state = reduceSession(startSession(null), { type: "no_answer", stored: null });
    expect(state.who).toBe("offline");
    expect(meOf(state)).toBeNull();
  });

  it("keeps the signed-in person when a later call gets no answer", () => {
    const state = reduceSession(startSession(null), { type: "arrived", session });
    expect(reduceSession(state, { type: "no_answer", stored: null })).toBe(state);
  });

  it("keeps the setup token after a sign-out", () => {
    expect(reduceSession(startSession("secret"), { type: "signed_out" })).toMatchObject({
      who: "signed_out",
      setupToken: "secret",
    });
  });
});
