import { useEffect, useState } from "preact/hooks";
import type { ApiClient, Me } from "../../http/api-client.ts";
import type { Browser } from "../shared/browser.ts";
import * as account from "#message/account.ts";
import * as staff from "#message/staff.ts";
import * as message from "#message/dashboard.ts";
import type { AccountPageProps } from "./account/account-page.tsx";
import type { Session } from "./app-context.ts";
import { KeysHelp } from "./keys-help.tsx";
import { useKey } from "./keys.ts";
import { Mark } from "./mark.tsx";
import { followHere, linkTo, useNavigation, type Navigation } from "./navigation.ts";
import { InboxContext, useInboxWatch } from "./alert/use-inbox-watch.ts";
import type { Place } from "./route.ts";
import type { SessionRenewal } from "./session-renewal.ts";
import { meOf } from "./session-state.ts";
import { RailIcon } from "./rail-icon.tsx";
import { SignIn, SignInAgain } from "./sign-in.tsx";
import { useSession, type SessionActions } from "./use-session.ts";
import { views } from "./views.ts";
import { showTitle } from "./page-title.ts";

export interface ShellProps {
  api: ApiClient;
  /** The client of a crew's phone. It gets a refusal for want of a session directly, and its outbox keeps what was tapped. */
  crewApi: ApiClient;
  renewal: Pick<SessionRenewal, "watch" | "renewed">;
  browser: Browser;
  /** The token of the one-time setup link; null if the page was opened without one. */
  setupToken: string | null;
  /** Starts the first API calls of the page, once it is known that staff is signed in. */
  ahead: () => void;
}

/** The whole dashboard: the setup, the sign-in, the day of a crew, or the pages of staff. */
export const Shell = (props: ShellProps) => {
  const navigation = useNavigation();
  const session = useSession(props, navigation);
  const { who, setupToken } = session;
  const me = meOf(session);
  const { place } = navigation.route;
  useEffect(() => {
    // The other pages set their own titles.
    if (place === "people" || place === "settings") showTitle(message.title(message.views[place]));
    if (place === "messages" || place === "integrations") showTitle(message.title(message.views.settings));
  }, [place]);
  const api = props.crewApi;
  if (setupToken !== null && me === null && who !== "loading") {
    const { arrive, forgetSetupLink } = session;
    return <views.setup key={setupToken} token={setupToken} api={api} done={arrive} signIn={forgetSetupLink} />;
  }
  if (who === "loading" || who === "offline") {
    return <Opening isOffline={who === "offline"} retry={() => void session.load()} />;
  }
  if (typeof who === "string" || me === null) return <SignIn api={api} done={session.arrive} />;
  if (me.role === "crew") return <CrewPages {...props} {...{ me, navigation }} actions={session} />;
  return (
    <>
      <StaffPages {...props} {...{ navigation }} session={who} actions={session} />
      {session.expired && <SignInAgain api={api} login={me.login} done={session.comeBack} />}
    </>
  );
};

interface PagesProps extends ShellProps {
  navigation: Navigation;
  actions: SessionActions;
}

const CrewPages = ({ crewApi, browser, navigation, actions, me }: PagesProps & { me: Me }) => {
  const props = { api: crewApi, me, browser, signIn: actions.signIn };
  if (navigation.route.place === "account") return <CrewAccount {...props} navigation={navigation} />;
  const toAccount = linkTo(navigation, pageOf("account"));
  return <views.crew {...props} signOut={() => void actions.signOut()} account={toAccount} />;
};

const StaffPages = ({ api, browser, navigation, session, actions }: PagesProps & { session: Session }) => {
  const watch = useInboxWatch(api, browser);
  const waiting = watch.count()?.needs_reply ?? 0;
  return (
    <InboxContext.Provider value={watch}>
      <div class="shell">
        <Rail {...{ navigation, waiting }} me={session.me} signOut={() => void actions.signOut()} />
        <div class="view">
          <View {...{ session, navigation, api, browser }} place={navigation.route.place} signIn={actions.signIn} />
        </div>
      </div>
      <Keys />
    </InboxContext.Provider>
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
    case "rentals":
      return <views.rentals {...{ api, navigation, browser, me, signIn }} />;
    case "inbox":
      return <views.inbox {...{ session, navigation, api, browser }} />;
    case "outbox":
      return <views.outbox {...{ session, navigation, api, browser }} />;
    case "customers":
      return <views.customers {...{ session, navigation, api, browser }} />;
    case "people":
      return <views.people {...{ api, navigation, browser, me, signIn }} />;
    case "settings":
      return <views.settings {...{ api, me, browser, navigation, signIn }} />;
    case "messages":
      return <views.messages {...{ api, me, browser, navigation, signIn }} />;
    case "integrations":
      return <views.integrations {...{ api, me, browser, navigation, signIn }} />;
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

interface RailProps {
  me: Me;
  navigation: Navigation;
  /** How many conversations need a reply. */
  waiting: number;
  signOut: () => void;
}

const Rail = ({ me, navigation, waiting, signOut }: RailProps) => (
  <nav class="rail" aria-label={message.mainMenu}>
    <Mark />
    {(["board", "jobs", "rentals", "inbox", "customers", "people", "settings"] as const).map((place) => {
      const change = pageOf(place);
      return (
        <a
          key={place}
          href={navigation.href(change)}
          aria-current={currentOf(place, navigation.route.place)}
          onPointerEnter={() => void views[place].load()}
          onClick={followHere(() => navigation.go(change))}
        >
          <RailIcon name={place} />
          {message.views[place]}
          {place === "inbox" && waiting > 0 && <RailBadge count={waiting} />}
        </a>
      );
    })}
    <a
      class="rail-account"
      title={message.signedInAs(me.name)}
      aria-current={navigation.route.place === "account" ? "page" : undefined}
      onPointerEnter={() => void views.account.load()}
      {...linkTo(navigation, pageOf("account"))}
    >
      {message.account}
    </a>
    <button type="button" title={message.signedInAs(me.name)} onClick={signOut}>
      {message.signOut}
    </button>
  </nav>
);

const RailBadge = ({ count }: { count: number }) => (
  <span class="rail-badge num">
    {count > 99 ? "99+" : count} <span class="vh">{message.needReply(count)}</span>
  </span>
);

/** The account page of a crew, whose pages have no menu: it has a link back. */
const CrewAccount = ({ navigation, ...props }: AccountPageProps & { navigation: Navigation }) => (
  <views.account {...props}>
    <a class="plain" {...linkTo(navigation, pageOf("board"))}>
      {account.back}
    </a>
  </views.account>
);

/** The change of the route that opens a page, with nothing open on it. */
const pageOf = (place: Place) => ({
  place,
  job: null,
  customer: null,
  conversation: null,
  creating: false,
  section: null,
});

/** Marks the current page in the menu. Each of these pages opens from another one and belongs to it. */
const currentOf = (place: Place, here: Place): "page" | "true" | undefined => {
  if (place === here) return "page";
  return ownerOf[here] === place ? "true" : undefined;
};

const ownerOf: Partial<Record<Place, Place>> = {
  activity: "people",
  outbox: "inbox",
  messages: "settings",
  integrations: "settings",
};

const Keys = () => {
  const [open, setOpen] = useState(false);
  useKey("?", () => setOpen(true));
  return open ? <KeysHelp close={() => setOpen(false)} /> : null;
};

/** The page until the server says who is signed in. */
const Opening = ({ isOffline, retry }: { isOffline: boolean; retry: () => void }) => (
  <main class="gate" aria-busy={!isOffline}>
    {isOffline && (
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
