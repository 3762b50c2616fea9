import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import type { Board, Card, OfficeClient } from "../../../http/office-client.ts";
import type { Settings } from "../settings/office.ts";
import type { Browser } from "../../shared/browser.ts";
import { createFormat, dayAfter, shortWindowText, windowText, type Format } from "../../shared/format.ts";
import * as message from "../../shared/message/dashboard.ts";
import { BoardCard } from "./board-card.tsx";
import { JobSheet } from "./job-sheet.tsx";
import { useBoard } from "./use-board.ts";

export interface BoardPageProps {
  office: OfficeClient;
  browser: Browser;
  signIn: () => void;
}

/** The day: what waits first, then lanes by crew and window, live. Day and open job are in the URL. */
export const BoardPage = ({ office, browser, signIn }: BoardPageProps) => {
  const [place, setPlace] = useState(readPlace);
  const [settings, setSettings] = useState<Settings | null>(null);
  const { board, silent, refresh } = useBoard(office, browser, place.day, signIn);

  useEffect(() => {
    void office.settings().then((answer) => answer.ok && setSettings(answer.value));
    const back = () => setPlace(readPlace());
    addEventListener("popstate", back);
    return () => removeEventListener("popstate", back);
  }, [office]);

  const format = useMemo(
    () => (settings === null ? null : createFormat(settings.business.locale, settings.business.time_zone)),
    [settings],
  );
  if (board === null || settings === null || format === null) {
    return (
      <main class="board" aria-busy="true">
        {silent && <p role="status">{message.noSignal}</p>}
      </main>
    );
  }
  const go = (next: Partial<Place>) => {
    const to = { ...place, ...next };
    const query = new URLSearchParams();
    if (to.day !== null && to.day !== board.today) query.set("day", to.day);
    if (to.job !== null) query.set("job", to.job);
    history.pushState(null, "", `/board${query.size === 0 ? "" : `?${query}`}`);
    setPlace({ day: query.get("day"), job: query.get("job") });
  };
  const cards = (list: Card[]) =>
    list.map((card) => (
      <BoardCard
        key={`${card.job}-${card.visit}`}
        card={card}
        format={format}
        currency={settings.business.currency}
        open={() => go({ job: card.job })}
      />
    ));
  const unassigned = board.lanes[0]?.visits.filter(({ state }) => state !== "done") ?? [];
  const trays = [
    [message.trays.late, board.trays.late],
    [message.trays.unassigned, unassigned],
    [message.trays.ready, board.trays.ready],
    [message.trays.unscheduled, board.trays.unscheduled],
  ] as const;
  return (
    <main class="board">
      <Top board={board} format={format} silent={silent} go={(day) => go({ day })} />
      <div class="board-body" data-sheet={place.job !== null}>
        <aside class="trays">
          {trays.map(([title, list]) => (
            <section key={title}>
              <h2>
                {title} <span class="num">{list.length}</span>
              </h2>
              {cards(list)}
            </section>
          ))}
          {board.counts.visits === 0 && <p class="quiet">{message.empty}</p>}
        </aside>
        <Lanes board={board} cards={cards} />
        {place.job !== null && (
          <JobSheet
            key={place.job}
            id={place.job}
            office={office}
            browser={browser}
            settings={settings}
            format={format}
            seen={revOf(board, place.job)}
            changed={refresh}
            close={() => go({ job: null })}
          />
        )}
      </div>
    </main>
  );
};

const Top = ({
  board,
  format,
  silent,
  go,
}: {
  board: Board;
  format: Format;
  silent: boolean;
  go: (day: string) => void;
}) => (
  <header class="board-top">
    <h1>{format.day(board.day)}</h1>
    <div class="board-days">
      <button type="button" class="plain" aria-label={message.previousDay} onClick={() => go(dayAfter(board.day, -1))}>
        ‹
      </button>
      <button type="button" class="plain" aria-pressed={board.day === board.today} onClick={() => go(board.today)}>
        {message.today}
      </button>
      <button type="button" class="plain" aria-label={message.nextDay} onClick={() => go(dayAfter(board.day, 1))}>
        ›
      </button>
    </div>
    <ul class="fullness">
      {board.closed && <li>{message.closed}</li>}
      {board.windows.map((window) => (
        <li key={window.start}>
          {shortWindowText(window)}{" "}
          <meter min={0} max={Math.max(1, window.capacity)} value={window.taken} aria-label={windowText(window)} />{" "}
          {message.taken(window.taken, window.capacity)}
        </li>
      ))}
    </ul>
    <p role="status" class="quiet">
      {silent ? message.noSignal : ""}
    </p>
  </header>
);

const Lanes = ({ board, cards }: { board: Board; cards: (list: Card[]) => ComponentChildren }) => {
  const isAny = (card: Card) => !board.windows.some(({ start }) => start === card.window?.start);
  const any = board.lanes.some(({ visits }) => visits.some(isAny));
  return (
    <div class="lanes-scroll" tabIndex={0} role="region" aria-label={message.board}>
      <table class="lanes">
        <thead>
          <tr>
            <th scope="col">{message.crew}</th>
            {board.windows.map((window) => (
              <th key={window.start} scope="col">
                {windowText(window)} <span class="num">{message.taken(window.taken, window.capacity)}</span>
              </th>
            ))}
            {any && <th scope="col">{message.anyTime}</th>}
          </tr>
        </thead>
        <tbody>
          {board.lanes.map(({ crew, visits }) => (
            <tr key={crew?.id ?? ""}>
              <th scope="row">
                <bdi>{crew?.name ?? message.nobody}</bdi>
              </th>
              {board.windows.map((window) => (
                <td key={window.start}>{cards(visits.filter((card) => card.window?.start === window.start))}</td>
              ))}
              {any && <td>{cards(visits.filter(isAny))}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

interface Place {
  day: string | null;
  job: string | null;
}

const readPlace = (): Place => {
  const query = new URLSearchParams(location.search);
  const day = query.get("day");
  return { day: day !== null && /^\d{4}-\d\d-\d\d$/.test(day) ? day : null, job: query.get("job") };
};

/** The newest revision of a job that the board knows of, so that an open sheet looks again when it grows. */
const revOf = (board: Board, job: string): number =>
  [...board.lanes.flatMap(({ visits }) => visits), ...Object.values(board.trays).flat()].reduce(
    (newest, card) => (card.job === job ? Math.max(newest, card.rev) : newest),
    0,
  );
