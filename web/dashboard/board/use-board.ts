import { useEffect, useRef, useState } from "preact/hooks";
import type { Board, OfficeClient } from "../../../http/office-client.ts";
import type { Browser } from "../../shared/browser.ts";

const everyMs = 3_000;

/** The board of a day, live: asked again while it is looked at, and at once after `refresh`. */
export const useBoard = (office: OfficeClient, browser: Browser, day: string | null, signIn: () => void) => {
  const [board, setBoard] = useState<Board | null>(null);
  const [silent, setSilent] = useState(false);
  const look = useRef(() => {});

  useEffect(() => {
    let etag: string | null = null;
    let stop = () => {};
    let gone = false;
    const ask = async () => {
      stop();
      if (document.hidden) return;
      const answer = await office.boardOf(day, etag);
      if (gone) return;
      if (!answer.ok && answer.problem?.code === "sign_in_required") return signIn();
      setSilent(!answer.ok);
      if (answer.ok && answer.value !== "same") {
        etag = answer.value.etag;
        setBoard(answer.value.board);
      }
      stop = browser.after(everyMs, () => void ask());
    };
    look.current = () => void ask();
    const seen = () => void ask();
    document.addEventListener("visibilitychange", seen);
    void ask();
    return () => {
      gone = true;
      stop();
      document.removeEventListener("visibilitychange", seen);
    };
  }, [office, browser, day]);

  return {
    board: board !== null && (day === null || board.day === day) ? board : null,
    silent,
    refresh: () => look.current(),
  };
};
