import { useEffect, useRef } from "preact/hooks";
import { windowText } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { lazy } from "../lazy.tsx";
import { cardOf } from "./cards.ts";
import type { CardMove } from "./use-card-move.ts";
import { whenText } from "./when-text.ts";

/** Loads after the board, which does not wait for it. */
const AskAboutMove = lazy(async () => (await import("./ask-about-move.tsx")).AskAboutMove, false);

/** Says why a move was not saved, and offers what a person can do about it. */
export const NoticeBar = ({ app, move }: { app: AppContext; move: CardMove }) => {
  const { notice, dismiss } = move;
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Bring the notice into sight. The focus stays, so Tab reaches the buttons next.
    if (notice !== null) bar.current?.scrollIntoView({ block: "nearest" });
  }, [notice]);
  if (notice === null) return null;
  const leave = (
    <button type="button" class="plain" onClick={dismiss}>
      {message.leaveIt}
    </button>
  );
  if (notice.kind === "text") {
    return (
      <div class="notice" role="alert" ref={bar}>
        <p>{notice.text}</p>
        {leave}
      </div>
    );
  }
  if (notice.kind === "tell") return <AskAboutMove app={app} notice={notice} />;
  const { card } = notice;
  const name = card.customer || staff.noName;
  if (notice.kind === "full" || notice.kind === "no_unit") {
    const { kind, target } = notice;
    return (
      <div class="notice" role="alert" ref={bar}>
        <p>
          <b>{kind === "full" ? message.windowFull(name, whenText(app, target)) : message.noUnit(name)}</b>{" "}
          {notice.alternatives.length > 0 && (kind === "full" ? message.closestOpenings : staff.otherStarts)}
        </p>
        {notice.alternatives.map(({ day, start, end }) => (
          <button
            type="button"
            class="plain"
            key={day + start}
            data-alternative
            onClick={() => move.moveTo(card, { ...target, day, window: { start, end } })}
          >
            {app.format.day(day)}, {windowText({ start, end })}
          </button>
        ))}
        {kind === "full" && (
          <button type="button" class="plain" onClick={() => move.addOpening(card, target)}>
            {message.addOpening}
          </button>
        )}
        {leave}
      </div>
    );
  }
  const now = notice.kind === "stale" ? cardOf(notice.job, card.since) : null;
  return (
    <div class="notice" role="alert" ref={bar}>
      <p>
        <b>
          <bdi>{name}</bdi>:
        </b>{" "}
        {notice.text}
      </p>
      {notice.kind === "stale" && now !== null && now.visit === card.visit && (
        <button type="button" class="plain" onClick={() => move.moveTo(now, notice.target)}>
          {message.moveAnyway}
        </button>
      )}
      <button type="button" class="plain" onClick={() => app.navigation.go({ job: card.job, creating: false })}>
        {message.openIt}
      </button>
      {leave}
    </div>
  );
};
