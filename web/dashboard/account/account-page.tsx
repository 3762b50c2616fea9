import type { ComponentChildren } from "preact";
import { useCallback, useEffect, useState } from "preact/hooks";
import type { Me, OpenSession } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";
import { createFormat, type Format } from "../../shared/format.ts";
import * as message from "#message/account.ts";
import * as staff from "#message/staff.ts";
import * as dashboard from "#message/dashboard.ts";
import { problemText } from "../form/problem-text.ts";
import { ChangePassword } from "./change-password.tsx";
import { DeviceList } from "./device-list.tsx";
import type { AccountApi } from "./account-api.ts";

export interface AccountPageProps {
  api: AccountApi;
  me: Me;
  browser: Pick<Browser, "now">;
  /** This device is signed out: to the sign-in. */
  signIn: () => void;
  /** The way back, for a crew, whose view has no menu. */
  children?: ComponentChildren;
}

/** Each person's own sign-in: a new password, and the devices. */
export const AccountPage = ({ api, me, browser, signIn, children }: AccountPageProps) => {
  const [sessions, setSessions] = useState<OpenSession[] | null>(null);
  const [format, setFormat] = useState<Format | null>(null);
  const [trouble, setTrouble] = useState("");
  useEffect(() => {
    document.title = dashboard.title(message.title);
  }, []);

  const load = useCallback(async () => {
    setTrouble("");
    // Times are the business's, and a crew reads no settings: the board names the zone to everyone.
    const [listed, board] = await Promise.all([api.listSessions(), api.getBoard()]);
    if (listed.ok && board.ok) {
      const { locale, time_zone } = board.value.business;
      setFormat(createFormat(locale, time_zone));
      setSessions(listed.value.items.filter(({ user }) => user === me.id));
      return;
    }
    const refused = [listed, board].find((answer) => !answer.ok);
    const problem = refused?.ok === false ? refused.problem : null;
    if (problem?.code === "sign_in_required") signIn();
    else setTrouble(problemText(problem));
  }, [api, me.id, signIn]);
  useEffect(() => void load(), [load]);

  return (
    <main class="page page-account">
      <header class="page-head">
        <div>
          <h1>{message.title}</h1>
          <p class="quiet">
            <bdi>{message.nameAndLogin(me.name, me.login)}</bdi>
          </p>
        </div>
        {children}
      </header>
      <ChangePassword me={me} api={api} changed={() => void load()} />
      {trouble !== "" && (
        <section class="page-card" role="alert">
          <h2>{message.failed}</h2>
          <p class="quiet account-more">{trouble}</p>
          <button type="button" class="plain" onClick={() => void load()}>
            {staff.retry}
          </button>
        </section>
      )}
      {trouble === "" && (sessions === null || format === null) && (
        <section class="page-card" aria-busy="true">
          <h2>{message.devices}</h2>
          <p class="page-late quiet account-more">{message.loading}</p>
        </section>
      )}
      {trouble === "" && sessions !== null && format !== null && (
        <DeviceList sessions={sessions} format={format} now={browser.now()} api={api} changed={load} />
      )}
    </main>
  );
};
