import { useCallback, useEffect, useState } from "preact/hooks";
import type { Me, OfficeClient } from "../../http/client/office-client.ts";
import type { Browser } from "../shared/browser.ts";
import * as message from "../shared/message/shell.ts";
import { BoardPage } from "./board/board-page.tsx";
import { CrewPage } from "./crew/crew-page.tsx";
import { useNavigation, type Navigation } from "./navigation.ts";
import { PeoplePage } from "./people/people-page.tsx";
import type { Place } from "./route.ts";
import { SettingsPage } from "./settings/settings-page.tsx";
import { SetupPage } from "./setup/setup-page.tsx";
import { SignIn } from "./sign-in.tsx";

export interface ShellProps {
  office: OfficeClient;
  browser: Browser;
  /** The one-time token of the first owner's link. */
  setupToken: string | null;
  forgetSetup: () => void;
}

type Who = "asking" | "silent" | "nobody" | Me;

/** Who is here, and where: the rail, and the page of this place. */
export const Shell = ({ office, browser, setupToken, forgetSetup }: ShellProps) => {
  const navigation = useNavigation();
  const { go } = navigation;
  const [who, setWho] = useState<Who>("asking");
  const [expired, setExpired] = useState(false);
  /** Grows with each sign-in: pages that had stopped begin anew. */
  const [turn, setTurn] = useState(0);
  const [token, setToken] = useState(setupToken);

  const ask = useCallback(async () => {
    const answer = await office.session();
    setWho(answer.ok ? (answer.value.user ?? "nobody") : "silent");
  }, [office]);
  useEffect(() => void ask(), [ask]);
  useEffect(() => (who === "silent" ? browser.after(3_000, () => void ask()) : undefined), [who, ask, browser]);

  const signIn = useCallback(() => setExpired(true), []);
  const arrive = useCallback(
    (me: Me) => {
      setWho(me);
      setExpired(false);
      setTurn((now) => now + 1);
    },
    [setWho],
  );
  const signOut = async () => {
    await office.signOut();
    setWho("nobody");
    setExpired(false);
    go({ job: null, creating: false }, true);
  };
  const me = typeof who === "string" ? null : who;
  const place = placeFor(me, navigation.route.place);
  useEffect(() => {
    if (me !== null && place !== navigation.route.place) go({ place }, true);
  }, [me, place, navigation.route.place, go]);
  useEffect(() => {
    document.title = place === "nowhere" || me === null ? message.titleBare : `${message[place]} · ${message.titleBare}`;
  }, [place, me]);

  if (token !== null && me === null) {
    const spent = () => {
      forgetSetup();
      setToken(null);
    };
    return (
      <SetupPage
        token={token}
        office={office}
        signIn={spent}
        done={(owner) => {
          spent();
          arrive(owner);
        }}
      />
    );
  }
  if (who === "asking" || who === "silent") return <Opening silent={who === "silent"} ask={() => void ask()} />;
  if (me === null) return <SignIn office={office} again={false} done={arrive} />;
  return (
    <>
      <div class="shell" inert={expired} data-place={place}>
        {place !== "crew" && <Rail me={me} place={place} navigation={navigation} signOut={() => void signOut()} />}
        <Page
          {...{ me, place, navigation, office, browser, turn, signIn, expired }}
          signOut={() => void signOut()}
        />
      </div>
      {expired && (
        <div class="cover">
          <SignIn office={office} again done={arrive} />
        </div>
      )}
    </>
  );
};

interface PageProps extends Pick<ShellProps, "office" | "browser"> {
  me: Me;
  place: Place;
  navigation: Navigation;
  turn: number;
  expired: boolean;
  signIn: () => void;
  signOut: () => void;
}

const Page = ({ me, place, navigation, office, browser, turn, expired, signIn, signOut }: PageProps) => {
  switch (place) {
    case "board":
    case "jobs":
      return <BoardPage {...{ me, navigation, office, browser, signIn, expired }} />;
    case "people":
      return <PeoplePage key={turn} {...{ office, me, signIn }} />;
    case "settings":
      return <SettingsPage key={turn} {...{ office, me, browser, signIn }} />;
    case "crew":
      return (
        <div class="crew-shell">
          <CrewPage key={turn} {...{ office, me, browser, signIn }} />
          <button type="button" class="bare crew-out" onClick={signOut}>
            {message.signOut}
          </button>
        </div>
      );
    case "nowhere":
      return (
        <main class="desk desk-narrow" id="content">
          <h1>{message.nothingHere}</h1>
          <a class="plain" href={navigation.href({ place: "board" })}>
            {message.toBoard}
          </a>
        </main>
      );
  }
};

/** A crew has one place; the office has all but the crew's. */
const placeFor = (me: Me | null, asked: Place): Place =>
  me === null ? asked : me.role === "crew" ? "crew" : asked === "crew" ? "board" : asked;

const railPlaces = ["board", "jobs", "people", "settings"] as const;

const Rail = ({
  me,
  place,
  navigation,
  signOut,
}: Pick<PageProps, "me" | "place" | "navigation" | "signOut">) => (
  <nav class="rail" aria-label={message.places}>
    <span class="mark" aria-hidden="true">
      T
    </span>
    {railPlaces.map((name) => (
      <a
        key={name}
        href={navigation.href({ place: name, job: null, creating: false })}
        aria-current={place === name ? "page" : undefined}
        onClick={(event) => {
          // A new tab or window is the browser's affair.
          if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
          event.preventDefault();
          navigation.go({ place: name, job: null, creating: false });
        }}
      >
        {message[name]}
      </a>
    ))}
    <button type="button" class="rail-out" title={message.signedInAs(me.name)} onClick={signOut}>
      {message.signOut}
    </button>
  </nav>
);

const Opening = ({ silent, ask }: { silent: boolean; ask: () => void }) => (
  <main class="sign-in" id="content" aria-busy={!silent}>
    {silent ? (
      <section role="alert">
        <h1>{message.unreachable}</h1>
        <p class="quiet">{message.unreachableMore}</p>
        <button type="button" class="plain" onClick={ask}>
          {message.retry}
        </button>
      </section>
    ) : (
      <h1 class="late quiet">{message.starting}</h1>
    )}
  </main>
);
