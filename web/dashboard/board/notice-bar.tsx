import { useEffect, useRef } from "preact/hooks";
import { windowText } from "../../shared/format.ts";
import * as message from "#message/board.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { cardOf } from "./cards.ts";
import type { CardMove } from "./use-card-move.ts";
import { whenText } from "./when-text.ts";

/** What did not go as meant, in words, with what can be done about it. */
export const NoticeBar = ({ app, hand }: { app: AppContext; hand: CardMove }) => {
  const { notice, dismiss } = hand;
  const bar = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // By keys one is where one was; the way out should be the next thing that Tab finds.
    if (notice !== null) bar.current?.scrollIntoView({ block: "nearest" });
  }, [notice]);
  if (notice === null) return null;
  const leave = (
    <button type="button" class="plain" onClick={dismiss}>
      {message.leaveIt}
    </button>
  );
  if (notice.kind === "told") {
    return (
      <div class="notice" role="alert" ref={bar}>
        <p>{notice.text}</p>
        {leave}
      </div>
    );
  }
  const { card } = notice;
  const name = card.customer || staff.noName;
  if (notice.kind === "full") {
    const { target } = notice;
    return (
      <div class="notice" role="alert" ref={bar}>
        <p>
          <b>{message.windowFull(name, whenText(app, target))}</b>{" "}
          {notice.alternatives.length > 0 && message.closestOpenings}
        </p>
        {notice.alternatives.map(({ day, start, end }) => (
          <button
            type="button"
            class="plain"
            key={day + start}
            data-alternative
            onClick={() => hand.put(card, { ...target, day, window: { start, end } })}
          >
            {app.format.day(day)}, {windowText({ start, end })}
          </button>
        ))}
        <button type="button" class="plain" onClick={() => hand.addPlace(card, target)}>
          {message.addOpening}
        </button>
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
        <button type="button" class="plain" onClick={() => hand.put(now, notice.target)}>
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
