import { useEffect, useReducer, useRef } from "preact/hooks";
import type { Answer } from "../../../http/client.ts";
import type { Browser } from "../../shared/browser.ts";
import { emptyList, reduceList, type ListEvent, type ListPage, type ListState } from "./list-state.ts";

/** How long a changed query waits for the next key, in milliseconds. */
const typingMs = 200;

export interface List<T, P extends ListPage<T>> extends ListState<T, P> {
  /** True while the list of another query is on the screen. */
  isStale: boolean;
  /** Reads the first page of the query again. */
  refresh: () => void;
  /** Appends the next page. After a failure it repeats the failed call. */
  more: () => void;
}

interface ListOptions<P> {
  browser: Pick<Browser, "after">;
  /** What is listed; a changed query is read after a short pause. */
  query: object;
  read: (cursor: string) => Promise<Answer<P>>;
}

/** A list of one query: read at the start, after each change of the query, and when the network returns after a failure. */
export const useList = <T, P extends ListPage<T>>({ browser, query, read }: ListOptions<P>): List<T, P> => {
  const [state, dispatch] = useReducer<ListState<T, P>, ListEvent<P>>(reduceList, emptyList<T, P>());
  const wanted = JSON.stringify(query);
  // Grows with each call and each change of the query, so that only the answer to the newest call is shown.
  const turn = useRef(0);
  const load = async (cursor: string) => {
    turn.current += 1;
    const own = turn.current;
    dispatch({ type: "asked" });
    const answer = await read(cursor);
    if (turn.current === own) dispatch(eventOf(answer, wanted, cursor !== ""));
  };
  const refresh = () => void load("");
  useEffect(() => {
    const cancel = browser.after(state.query === null ? 0 : typingMs, refresh);
    return () => {
      turn.current += 1;
      cancel();
    };
  }, [wanted, browser]);
  useEffect(() => {
    if (state.failure === null) return;
    addEventListener("online", refresh);
    return () => removeEventListener("online", refresh);
    // `refresh` reads the query of its own render, so a changed query needs a new listener.
  }, [state.failure, wanted]);
  const isStale = state.query !== wanted;
  const more = () => void load(isStale ? "" : (state.page?.next_cursor ?? ""));
  return { ...state, isStale, refresh, more };
};

const eventOf = <P>(answer: Answer<P>, query: string, append: boolean): ListEvent<P> =>
  answer.ok
    ? { type: "answered", query, page: answer.value, append }
    : { type: "failed", query, problem: answer.problem };
