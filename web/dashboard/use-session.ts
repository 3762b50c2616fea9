import { useCallback, useEffect, useReducer, useRef, type Dispatch } from "preact/hooks";
import type { Me } from "../../http/api-client.ts";
import { phoneStorage } from "./crew/phone-storage.ts";
import { forgetDay, readDay } from "./crew/stored-day.ts";
import type { Navigation } from "./navigation.ts";
import { meOf, reduceSession, startSession, type SessionEvent, type SessionState } from "./session-state.ts";
import { forgetSetupToken, takeSetupToken } from "./setup/setup-token.ts";
import type { ShellProps } from "./shell.tsx";

export interface SessionActions {
  /** Asks the server who is signed in. */
  load: () => Promise<void>;
  /** Takes a person who has just signed in. */
  arrive: (me: Me) => void;
  /** Goes on after the person signed in again. Another person starts with a fresh page. */
  comeBack: (me: Me) => void;
  /** Opens the sign-in, because the session ended elsewhere. */
  signIn: () => void;
  signOut: () => Promise<void>;
  forgetSetupLink: () => void;
}

/** The session of this browser: who is signed in, and what a person can do about it. */
export const useSession = (props: ShellProps, navigation: Navigation): SessionState & SessionActions => {
  const { crewApi, renewal, browser } = props;
  const [state, dispatch] = useReducer(reduceSession, startSession(props.setupToken));
  const { who } = state;
  const me = meOf(state);
  const load = useLoadSession(props, dispatch);
  useEffect(() => void load(), [load]);
  useEffect(() => (who === "offline" ? browser.after(3_000, () => void load()) : undefined), [who, load, browser]);
  useEffect(() => {
    if (me !== null && me.role !== "crew") renewal.watch(() => dispatch({ type: "expired" }));
  }, [me?.id]);
  useSetupLink(props, me, dispatch);
  const forgetSetupLink = () => {
    forgetSetupToken(browser);
    dispatch({ type: "setup_link", token: null });
  };
  return {
    ...state,
    load,
    arrive: (user) => {
      forgetSetupToken(browser);
      dispatch({ type: "arrived", session: { me: user, siteUrl: null } });
      void load();
    },
    comeBack: (user) => {
      // The open page belongs to the person before, so another person must not send it.
      if (user.id !== me?.id) return location.reload();
      dispatch({ type: "renewed" });
      renewal.renewed();
    },
    signIn: () => {
      dispatch({ type: "setup_link", token: null });
      dispatch({ type: "signed_out" });
    },
    signOut: async () => {
      await crewApi.deleteSession();
      forgetDay(phoneStorage());
      dispatch({ type: "signed_out" });
      navigation.go({ job: null, creating: false }, true);
    },
    forgetSetupLink,
  };
};

const useLoadSession = (
  { crewApi, browser, ahead }: ShellProps,
  dispatch: Dispatch<SessionEvent>,
): (() => Promise<void>) => {
  const isFirst = useRef(true);
  return useCallback(async () => {
    const answer = await crewApi.getSession();
    const wasFirst = isFirst.current;
    isFirst.current = false;
    if (!answer.ok) {
      // A crew's phone opens its stored day offline. The server checks the session at the next answer.
      return dispatch({ type: "no_answer", stored: readDay(phoneStorage(), browser.now())?.me ?? null });
    }
    const { user, site_url: siteUrl = null } = answer.value;
    if (wasFirst && user !== null && user.role !== "crew") ahead();
    if (user?.role !== "crew") forgetDay(phoneStorage());
    if (user === null) return dispatch({ type: "signed_out" });
    forgetSetupToken(browser);
    dispatch({ type: "arrived", session: { me: user, siteUrl } });
  }, [crewApi, browser]);
};

/** Takes a setup link that is pasted into an open tab. Only its fragment changes, so no page loads. */
const useSetupLink = ({ browser }: ShellProps, me: Me | null, dispatch: Dispatch<SessionEvent>): void =>
  useEffect(() => {
    const changed = () => {
      const token = takeSetupToken(location, history, browser);
      if (me === null) dispatch({ type: "setup_link", token });
      else forgetSetupToken(browser);
    };
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, [browser, me === null]);
