import { useLayoutEffect, useReducer, useRef } from "preact/hooks";
import type { AppProps } from "../app-context.ts";
import { useWhileVisible } from "../page/use-while-visible.ts";
import { createBoardFeed, type BoardFeed, type FeedState } from "./board-feed.ts";

/** The live board of one day. It refreshes while the page is visible, and renders after each change. */
export const useBoardFeed = ({ api, browser }: AppProps, day: string | null): [BoardFeed, FeedState] => {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const created = useRef<BoardFeed | null>(null);
  created.current ??= createBoardFeed({ api, browser, changed: () => render(undefined) });
  const feed = created.current;
  useWhileVisible(feed, ["online"]);
  useLayoutEffect(() => feed.show(day), [feed, day]);
  return [feed, feed.state()];
};
