import { useEffect, useState } from "preact/hooks";
import type { Me, OfficeClient } from "../../http/office-client.ts";
import type { Browser } from "../shared/browser.ts";
import * as message from "../shared/message/dashboard.ts";
import { BoardPage } from "./board/board-page.tsx";
import { CrewPage } from "./crew/crew-page.tsx";
import { PeoplePage } from "./people/people-page.tsx";
import { SettingsPage } from "./settings/settings-page.tsx";
import { SetupPage } from "./setup/setup-page.tsx";
import { forgetSetupToken } from "./setup/setup-token.ts";
import { SignIn } from "./sign-in.tsx";

export interface ShellProps {
  office: OfficeClient;
  browser: Browser;
  setupToken: string | null;
}

const paths = { board: "/board", settings: "/settings", people: "/people" } as const;
type View = keyof typeof paths;
const viewOf = (path: string): View =>
  path.startsWith("/settings") ? "settings" : path.startsWith("/people") ? "people" : "board";

/** Who is here decides what there is: nobody signs in, a crew has its day, the office its views. */
export const Shell = ({ office, browser, setupToken }: ShellProps) => {
  const [me, setMe] = useState<Me | null | "unknown">("unknown");
  const [over, setOver] = useState(false);
  const [token, setToken] = useState(setupToken);
  const [view, setView] = useState(viewOf(location.pathname));

  useEffect(() => {
    void office.session().then((answer) => setMe(answer.ok ? answer.value.user : null));
    const back = () => setView(viewOf(location.pathname));
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, [office]);

  const signedIn = (who: Me) => {
    forgetSetupToken(browser);
    setToken(null);
    setOver(false);
    setMe(who);
  };
  const signIn = () => {
    setToken(null);
    setOver(me !== null && me !== "unknown");
    setMe(null);
  };
  const go = (event: MouseEvent, to: View) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", paths[to]);
    setView(to);
  };

  if (me === "unknown") return <main class="gate" aria-busy="true" />;
  if (token !== null && me === null) return <SetupPage token={token} office={office} done={signedIn} signIn={signIn} />;
  if (me === null) return <SignIn office={office} over={over} done={signedIn} />;
  const leave = async () => {
    await office.signOut();
    setMe(null);
  };
  if (me.role === "crew")
    return <CrewPage office={office} me={me} browser={browser} signIn={signIn} signOut={() => void leave()} />;
  return (
    <div class="shell">
      <nav class="rail" aria-label={message.mainMenu}>
        {(Object.keys(paths) as View[]).map((name) => (
          <a
            key={name}
            href={paths[name]}
            aria-current={name === view ? "page" : undefined}
            onClick={(event) => go(event, name)}
          >
            {message.views[name]}
          </a>
        ))}
        <button type="button" onClick={() => void leave()}>
          {message.signOut}
        </button>
      </nav>
      <div class="view">
        {view === "settings" && <SettingsPage office={office} me={me} browser={browser} signIn={signIn} />}
        {view === "people" && <PeoplePage office={office} me={me} signIn={signIn} />}
        {view === "board" && <BoardPage office={office} browser={browser} signIn={signIn} />}
      </div>
    </div>
  );
};
