import type { ComponentChildren } from "preact";
import { useCallback, useEffect } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import type { Me, OpenSession } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";
import { createFormat, type Format } from "../../shared/format.ts";
import * as message from "#message/account.ts";
import * as dashboard from "#message/dashboard.ts";
import { LoadFailed } from "../page/load-failed.tsx";
import { useLoaded } from "../page/use-loaded.ts";
import { AlertSettings } from "./alert-settings.tsx";
import { ChangePassword } from "./change-password.tsx";
import { DeviceList } from "./device-list.tsx";
import type { AccountApi } from "./account-api.ts";
import { showTitle } from "../page-title.ts";

export interface AccountPageProps {
  api: AccountApi;
  me: Me;
  browser: Pick<Browser, "now">;
  /** Opens the sign-in after the session ended. */
  signIn: () => void;
  /** The link back, for a crew, whose pages have no menu. */
  children?: ComponentChildren;
}

/** The person's own sign-in: a new password, and the devices that are signed in. */
export const AccountPage = ({ api, me, browser, signIn, children }: AccountPageProps) => {
  const load = useCallback(() => loadSessions(api, me.id), [api, me.id]);
  const { value, trouble, reload } = useLoaded(load, signIn);
  useEffect(() => {
    showTitle(dashboard.title(message.title));
  }, []);
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
      {me.role !== "crew" && <AlertSettings />}
      <ChangePassword me={me} api={api} changed={() => void reload()} />
      {trouble !== "" ? (
        <LoadFailed
          class="page-card"
          title={message.failed}
          more={trouble}
          moreClass="quiet account-more"
          onRetry={() => void reload()}
        />
      ) : value === null ? (
        <section class="page-card" aria-busy="true">
          <h2>{message.devices}</h2>
          <p class="page-late quiet account-more">{message.loading}</p>
        </section>
      ) : (
        <DeviceList {...value} now={browser.now()} api={api} changed={reload} />
      )}
    </main>
  );
};

/** Loads the person's sessions. The board has the time zone, because a crew may not read the settings. */
const loadSessions = async (
  api: AccountApi,
  me: string,
): Promise<Answer<{ sessions: OpenSession[]; format: Format }>> => {
  const [listed, board] = await Promise.all([api.listSessions(), api.getBoard()]);
  if (!listed.ok) return listed;
  if (!board.ok) return board;
  const { locale, time_zone: zone } = board.value.business;
  const sessions = listed.value.items.filter(({ user }) => user === me);
  return { ok: true, value: { sessions, format: createFormat(locale, zone) }, replayed: false };
};
