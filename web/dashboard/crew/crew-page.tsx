import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { Me } from "../../../http/api-client.ts";
import type { Browser } from "../../shared/browser.ts";
import { createFormat, type Format } from "../../shared/format.ts";
import * as message from "#message/crew.ts";
import * as staff from "#message/staff.ts";
import { createCrewDay, type CrewDay, type CrewDayState } from "./crew-day.ts";
import { phoneStorage } from "./phone-storage.ts";
import { Notices } from "./notice.tsx";
import type { CrewApi } from "./crew-api.ts";
import { VisitList } from "./visit-list.tsx";
import { idOf, stopNumber } from "./visit-step.ts";
import { VisitCard } from "./visit-card.tsx";
import { VisitFooter } from "./visit-footer.tsx";

export interface CrewPageProps {
  api: CrewApi;
  me: Me;
  browser: Browser;
  /** Opens the sign-in after the session ended. */
  signIn: () => void;
  signOut: () => void;
  /** The link to the account page. */
  account: { href: string; onClick: (event: MouseEvent) => void };
}

/** A crew's day on a phone. The next stop fills the screen, with its next step at the bottom. */
export const CrewPage = ({ me, ...options }: CrewPageProps) =>
  me.crew === null ? (
    <main class="crew">
      <Plain title={message.noCrew} more={message.noCrewMore} />
      <SignOut signOut={options.signOut} account={options.account} />
    </main>
  ) : (
    <Day key={me.id} me={me} {...options} />
  );

const Day = ({ api, me, browser, signIn, signOut, account }: CrewPageProps) => {
  const [day, state] = useCrewDay(api, me, browser);
  const { board, focus } = state;
  const format = useMemo(
    () => (board === null ? null : createFormat(board.business.locale, board.business.time_zone)),
    [board?.business.locale, board?.business.time_zone],
  );
  if (state.connection === "signed_out") {
    return (
      <main class="crew">
        <Plain title={message.signedOut} more={message.signedOutMore(state.waiting.length)}>
          <button type="button" class="crew-act" onClick={signIn}>
            {message.signIn}
          </button>
        </Plain>
      </main>
    );
  }
  if (board === null || format === null) {
    return (
      <main class="crew" aria-busy={state.connection === "starting"}>
        {state.connection === "starting" ? <Waiting /> : <Failed day={day} />}
      </main>
    );
  }
  return (
    <>
      <Strip state={state} format={format} />
      <main class="crew">
        <header class="crew-top">
          <h1>{format.day(board.day)}</h1>
          <p class="crew-quiet">
            {message.dayLine(
              board.lanes[0]?.crew?.name ?? "",
              state.visits.length,
              state.visits.filter((visit) => visit.state === "done").length,
            )}
          </p>
        </header>
        <Notices state={state} day={day} />
        {focus === null ? (
          <Ended state={state} />
        ) : (
          <VisitCard
            key={idOf(focus)}
            visit={focus}
            job={state.jobs.get(focus.card.job)}
            format={format}
            stop={stopNumber(state.visits, focus)}
          />
        )}
        <VisitList state={state} day={day} format={format} />
        <SignOut signOut={signOut} account={account} />
      </main>
      {focus !== null && (
        <VisitFooter
          key={idOf(focus)}
          visit={focus}
          job={state.jobs.get(focus.card.job)}
          isOnline={state.connection === "ok"}
          {...{ api, browser, day, format, money: board.business }}
        />
      )}
    </>
  );
};

/** The live day of a crew. It renders after each change. */
const useCrewDay = (api: CrewApi, me: Me, browser: Browser): [CrewDay, CrewDayState] => {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const made = useRef<CrewDay | null>(null);
  made.current ??= createCrewDay({ api, me, browser, storage: phoneStorage(), changed: () => redraw(undefined) });
  const day = made.current;
  useEffect(() => {
    const refresh = () => void day.refresh();
    const seen = () => (document.visibilityState === "visible" ? refresh() : day.pause());
    refresh();
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", refresh);
    addEventListener("offline", refresh);
    return () => {
      day.pause();
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("online", refresh);
      removeEventListener("offline", refresh);
    };
  }, [day]);
  return [day, day.state()];
};

/** Says that the phone is offline, and how many steps wait to be sent. */
const Strip = ({ state, format }: { state: CrewDayState; format: Format }) => {
  const count = state.waiting.length;
  const offline = state.connection === "offline";
  const text = offline
    ? count > 0
      ? message.waiting(count)
      : state.checkedAt === null
        ? ""
        : message.showing(format.time(state.checkedAt))
    : "";
  return (
    <div
      role="status"
      class="crew-strip"
      data-connection={state.connection}
      hidden={!offline && state.connection !== "degraded"}
    >
      <b>{offline ? message.noSignal : state.connection === "degraded" ? message.busy : ""}</b>
      <span>{text}</span>
    </div>
  );
};

const Ended = ({ state }: { state: CrewDayState }) => {
  const done = state.visits.filter(({ state }) => state === "done").length;
  if (state.visits.length === 0) return <Plain title={message.emptyDay} more={message.emptyDayMore} part />;
  const more = [
    ...(done > 0 ? [message.allDoneMore(done)] : []),
    ...(done < state.visits.length ? [message.someLeft] : []),
  ];
  return <Plain title={message.allDone} more={more.join(" ")} part />;
};

const Failed = ({ day }: { day: CrewDay }) => {
  const [trying, setTrying] = useState(false);
  const again = () => {
    setTrying(true);
    void day.refresh().finally(() => setTrying(false));
  };
  return (
    <Plain title={message.failed} more={message.failedMore}>
      <button type="button" class="crew-act" aria-disabled={trying} onClick={again}>
        {staff.retry}
      </button>
    </Plain>
  );
};

/** Sign-out at the end of the page. Unsent steps stay on this phone until the person signs in again. */
const SignOut = ({ signOut, account }: Pick<CrewPageProps, "signOut" | "account">) => (
  <div class="crew-out crew-pair">
    <a class="crew-button" {...account}>
      {message.account}
    </a>
    <button type="button" class="crew-button" onClick={signOut}>
      {message.signOut}
    </button>
  </div>
);

const Waiting = () => (
  <div class="crew-wait">
    <h1 class="crew-vh">{message.loading}</h1>
    <div />
    <div />
    <div />
  </div>
);

interface PlainProps {
  title: string;
  more: string;
  /** True for a section of the page; false for the whole page. */
  part?: boolean;
  children?: ComponentChildren;
}

const Plain = ({ title, more, part = false, children }: PlainProps) => (
  <section class="crew-plain">
    {part ? <h2>{title}</h2> : <h1>{title}</h1>}
    <p>{more}</p>
    {children}
  </section>
);
