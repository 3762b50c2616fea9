import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { Me, ApiClient } from "../../http/api-client.ts";
import type { Browser } from "../shared/browser.ts";
import * as account from "#message/account.ts";
import * as staff from "#message/staff.ts";
import * as message from "#message/dashboard.ts";
import type { AccountPageProps } from "./account/account-page.tsx";
import { phoneStorage } from "./crew/phone-storage.ts";
import { forgetDay, readDay } from "./crew/stored-day.ts";
import type { Session } from "./app-context.ts";
import { KeysHelp } from "./keys-help.tsx";
import { useKey } from "./keys.ts";
import { Mark } from "./mark.tsx";
import { followHere, useNavigation, type Navigation } from "./navigation.ts";
import type { SessionRenewal } from "./session-renewal.ts";
import type { Place } from "./route.ts";
import { forgetSetupToken, takeSetupToken } from "./setup/setup-token.ts";
import { SignIn, SignInAgain } from "./sign-in.tsx";
import { views } from "./views.ts";

export interface ShellProps {
  api: ApiClient;
  /** Sees a refusal for want of a session at once: a crew's phone keeps what was tapped, and says so itself. */
  crewApi: ApiClient;
  renewal: Pick<SessionRenewal, "watch" | "renewed">;
  browser: Browser;
  setupToken: string | null;
  /** Somebody of the office is here, and their view is about to be drawn: what it will ask may be asked now. */
  ahead: () => void;
}

/** Who is here decides what there is: nobody signs in, a crew has its day, the office its views. */
export const Shell = ({ api, crewApi, renewal, browser, setupToken, ahead }: ShellProps) => {
  const navigation = useNavigation();
  const [who, setWho] = useState<Session | "asking" | "offline" | "nobody">("asking");
  const [expired, setExpired] = useState(false);
  const [token, setToken] = useState(setupToken);
  const me = typeof who === "string" ? null : who.me;

  const first = useRef(true);
  const forgetLink = useCallback(() => {
    forgetSetupToken(browser);
    setToken(null);
  }, [browser]);

  const ask = useCallback(async () => {
    const answer = await crewApi.getSession();
    const isFirst = first.current;
    first.current = false;
    if (!answer.ok) {
      // A crew's phone opens its day where there is no connection; whether it may still sees it, the office says later.
      const kept = readDay(phoneStorage(), browser.now());
      const asKept = kept === null ? ("offline" as const) : { me: kept.me, siteUrl: null };
      return setWho((now) => (typeof now === "string" ? asKept : now));
    }
    const { user, site_url: siteUrl = null } = answer.value;
    if (isFirst && user !== null && user.role !== "crew") ahead();
    if (user?.role !== "crew") forgetDay(phoneStorage());
    // The link makes the first owner: it has nothing to give to a person who is signed in.
    if (user !== null) forgetLink();
    setWho(user === null ? "nobody" : { me: user, siteUrl });
  }, [crewApi, browser, forgetLink]);
  useEffect(() => void ask(), [ask]);
  useEffect(() => (who === "offline" ? browser.after(3_000, () => void ask()) : undefined), [who, ask, browser]);
  useEffect(() => {
    if (me !== null && me.role !== "crew") renewal.watch(() => setExpired(true));
  }, [me?.id]);
  const { place } = navigation.route;
  useEffect(() => {
    // The board and the list of jobs say more of themselves.
    if (place === "people" || place === "settings") document.title = message.title(message.views[place]);
  }, [place]);

  useEffect(() => {
    // The one-time link, pasted into a tab that is open already, loads no page: only the fragment changes.
    const pasted = () => {
      const found = takeSetupToken(location, history, browser);
      if (me === null) setToken(found);
      else forgetSetupToken(browser);
    };
    addEventListener("hashchange", pasted);
    return () => removeEventListener("hashchange", pasted);
  }, [browser, me === null]);

  const arrive = (user: Me) => {
    forgetLink();
    setWho({ me: user, siteUrl: null });
    void ask();
  };
  const comeBack = (user: Me) => {
    // Somebody else: what lies open here is not theirs to send.
    if (user.id !== me?.id) return location.reload();
    setExpired(false);
    renewal.renewed();
  };
  const signIn = () => {
    setToken(null);
    setWho("nobody");
  };
  const signOut = async () => {
    await crewApi.deleteSession();
    forgetDay(phoneStorage());
    setWho("nobody");
    navigation.go({ job: null, creating: false }, true);
  };

  if (token !== null && me === null && who !== "asking")
    return <views.setup key={token} token={token} api={crewApi} done={arrive} signIn={forgetLink} />;
  if (who === "asking" || who === "offline") return <Opening silent={who === "offline"} retry={() => void ask()} />;
  if (typeof who === "string" || me === null) return <SignIn api={crewApi} done={arrive} />;
  if (me.role === "crew") {
    const toAccount = linkTo(navigation, "account");
    const props = { api: crewApi, me, browser, signIn };
    if (place === "account") return <CrewAccount {...props} navigation={navigation} />;
    return <views.crew {...props} signOut={() => void signOut()} account={toAccount} />;
  }
  return (
    <>
      <div class="shell">
        <Rail me={me} navigation={navigation} signOut={() => void signOut()} />
        <div class="view">
          <View {...{ session: who, place, navigation, api, browser, signIn }} />
        </div>
      </div>
      <Keys />
      {expired && <SignInAgain api={crewApi} login={me.login} done={comeBack} />}
    </>
  );
};

interface ViewProps extends Pick<ShellProps, "api" | "browser"> {
  session: Session;
  place: Place;
  navigation: Navigation;
  signIn: () => void;
}

const View = ({ session, place, navigation, api, browser, signIn }: ViewProps) => {
  const { me } = session;
  switch (place) {
    case "board":
      return <views.board {...{ session, navigation, api, browser }} />;
    case "jobs":
      return <views.jobs {...{ session, navigation, api, browser }} />;
    case "people":
      return <views.people {...{ api, navigation, browser, me, signIn }} />;
    case "settings":
      return <views.settings {...{ api, me, browser, signIn }} />;
    case "account":
      return <views.account {...{ api, me, browser, signIn }} />;
    case "activity":
      return <views.activity {...{ session, navigation, api, browser }} />;
    case "nowhere":
      return (
        <main class="page page-narrow">
          <h1>{message.notFound}</h1>
          <p class="page-lead">{message.notFoundMore}</p>
          <a class="plain" href={navigation.href({ place: "board" })}>
            {message.toBoard}
          </a>
        </main>
      );
  }
};

const Rail = ({ me, navigation, signOut }: { me: Me; navigation: Navigation; signOut: () => void }) => (
  <nav class="rail" aria-label={message.mainMenu}>
    <Mark />
    {(["board", "jobs", "people", "settings"] as const).map((place) => {
      const change = { place, job: null, creating: false };
      return (
        <a
          key={place}
          href={navigation.href(change)}
          aria-current={currentOf(place, navigation.route.place)}
          onPointerEnter={() => void views[place].load()}
          onClick={followHere(() => navigation.go(change))}
        >
          {message.views[place]}
        </a>
      );
    })}
    <a
      class="rail-account"
      title={message.signedInAs(me.name)}
      aria-current={navigation.route.place === "account" ? "page" : undefined}
      onPointerEnter={() => void views.account.load()}
      {...linkTo(navigation, "account")}
    >
      {message.account}
    </a>
    <button type="button" title={message.signedInAs(me.name)} onClick={signOut}>
      {message.signOut}
    </button>
  </nav>
);

/** A crew's view has no menu, so this page has the way back. */
const CrewAccount = ({ navigation, ...props }: AccountPageProps & { navigation: Navigation }) => (
  <views.account {...props}>
    <a class="plain" {...linkTo(navigation, "board")}>
      {account.back}
    </a>
  </views.account>
);

const linkTo = ({ href, go }: Navigation, place: Place) => {
  const change = { place, job: null, creating: false };
  return { href: href(change), onClick: followHere(() => go(change)) };
};

/** Who did what is opened from the people, and belongs to them. */
const currentOf = (place: Place, here: Place): "page" | "true" | undefined => {
  if (place === here) return "page";
  return place === "people" && here === "activity" ? "true" : undefined;
};

const Keys = () => {
  const [open, setOpen] = useState(false);
  useKey("?", () => setOpen(true));
  return open ? <KeysHelp close={() => setOpen(false)} /> : null;
};

const Opening = ({ silent, retry }: { silent: boolean; retry: () => void }) => (
  <main class="gate" aria-busy={!silent}>
    {silent && (
      <section role="alert">
        <h1>{message.unreachable}</h1>
        <p class="quiet">{message.unreachableMore}</p>
        <button type="button" class="plain" onClick={retry}>
          {staff.retry}
        </button>
      </section>
    )}
  </main>
);
