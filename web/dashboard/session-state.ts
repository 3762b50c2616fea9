import type { Me } from "../../http/api-client.ts";
import type { Session } from "./app-context.ts";

/** Who is signed in at this browser. `offline`: the server did not answer yet, and the phone has no stored day. */
export interface SessionState {
  who: Session | "loading" | "offline" | "signed_out";
  /** True after the session ended during work, until the person signs in again. */
  expired: boolean;
  /** The token of the one-time setup link. */
  setupToken: string | null;
}

export type SessionEvent =
  | { type: "arrived"; session: Session }
  /** The server did not answer. `stored` is the crew member whose day this phone has stored. */
  | { type: "no_answer"; stored: Me | null }
  | { type: "signed_out" }
  | { type: "expired" }
  | { type: "renewed" }
  | { type: "setup_link"; token: string | null };

export const startSession = (setupToken: string | null): SessionState => ({
  who: "loading",
  expired: false,
  setupToken,
});

/** The signed-in person; null before a sign-in. */
export const meOf = ({ who }: SessionState): Me | null => (typeof who === "string" ? null : who.me);

/** The next state of the session after one event. */
export const reduceSession = (state: SessionState, event: SessionEvent): SessionState => {
  switch (event.type) {
    case "arrived":
      // The setup link creates the first owner. A signed-in person does not need it.
      return { ...state, who: event.session, setupToken: null };
    case "no_answer": {
      if (typeof state.who !== "string") return state;
      return { ...state, who: event.stored === null ? "offline" : { me: event.stored, siteUrl: null } };
    }
    case "signed_out":
      return { ...state, who: "signed_out" };
    case "expired":
      return { ...state, expired: true };
    case "renewed":
      return { ...state, expired: false };
    case "setup_link":
      return { ...state, setupToken: event.token };
  }
};
