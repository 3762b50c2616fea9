import { useCallback, useEffect, useMemo, useState } from "preact/hooks";
import * as clock from "#message/clock.ts";
import type { Problem } from "../../http/client.ts";
import type { Me, ApiClient, Settings } from "../../http/api-client.ts";
import type { Browser } from "../shared/browser.ts";
import { createFormat, type Format } from "../shared/format.ts";
import type { Navigation } from "./navigation.ts";

/** The signed-in person, and the address of the booking site; null until it is known. */
export interface Session {
  me: Me;
  siteUrl: string | null;
}

/** The props of the staff pages. */
export interface AppProps {
  session: Session;
  navigation: Navigation;
  api: ApiClient;
  browser: Browser;
}

/** What the board and the lists use once the settings are loaded. */
export interface AppContext extends AppProps {
  settings: Settings;
  format: Format;
  /** The time of an instant on the business's clock, as in `14:05`. */
  wallTime: (at: number) => string;
  /** `Thursday, Dec 3` */
  longDay: (day: string) => string;
  /** The name of a crew; its id if the crew is gone. */
  crewName: (id: string) => string;
  /** The number of a crew's color, 1 to 8, in the order in which crews were made; 0 without a crew. */
  crewColor: (id: string | null) => number;
}

export type AppState = { app: AppContext; problem: null } | { app: null; problem: Problem | null; failed: boolean };

/** Loads the settings once per page, and retries until they arrive. */
export const useApp = (props: AppProps): AppState & { again: () => void } => {
  const { api, browser } = props;
  const [settings, setSettings] = useState<Settings | null>(null);
  const [trouble, setTrouble] = useState<{ problem: Problem | null } | null>(null);
  const ask = useCallback(async () => {
    const answer = await api.getSettings();
    if (answer.ok) setSettings(answer.value);
    else setTrouble({ problem: answer.problem });
  }, [api]);
  useEffect(() => void ask(), [ask]);
  useEffect(
    () => (trouble === null || settings !== null ? undefined : browser.after(5_000, () => void ask())),
    [trouble],
  );
  const made = useMemo(() => {
    if (settings === null) return null;
    const names = new Map(settings.crews.map(({ id, name }) => [id, name]));
    const colors = new Map(settings.crews.map(({ id }, index) => [id, (index % crewColors) + 1]));
    return {
      settings,
      format: createFormat(settings.business.locale, settings.business.time_zone),
      longDay: longDayIn(settings.business.locale),
      wallTime: wallClock(settings.business.time_zone),
      crewName: (id: string) => names.get(id) ?? id,
      crewColor: (id: string | null) => (id === null ? 0 : (colors.get(id) ?? 0)),
    };
  }, [settings]);
  const again = () => void ask();
  return made === null
    ? { app: null, problem: trouble?.problem ?? null, failed: trouble !== null, again }
    : { app: { ...props, ...made }, problem: null, again };
};

const longDayIn = (locale: string) => {
  const tag = locale.startsWith(clock.language) ? locale : clock.language;
  const long = new Intl.DateTimeFormat(tag, { weekday: "long", month: "short", day: "numeric", timeZone: "UTC" });
  return (day: string) => long.format(new Date(day));
};

/** `office-token.css` has this many. */
const crewColors = 8;

const wallClock = (timeZone: string) => {
  const wall = new Intl.DateTimeFormat("sv", { timeZone, hour: "2-digit", minute: "2-digit" });
  return (at: number) => wall.format(new Date(at));
};
