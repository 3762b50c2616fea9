import type { Problem } from "../../../http/client.ts";

/** One page of a list as the API answers it. */
export interface ListPage<T> {
  items: T[];
  next_cursor: string | null;
}

/** The list on the screen, for one query. A new query keeps the old list until its own answer arrives. */
export interface ListState<T, P extends ListPage<T>> {
  /** The query of what is shown, as text; null before the first answer. */
  query: string | null;
  items: T[];
  /** The last page that arrived; null if none did for this query. */
  page: P | null;
  /** Set if the last call failed. `problem` is null if the network did. */
  failure: { problem: Problem | null } | null;
  busy: boolean;
}

export type ListEvent<P> =
  | { type: "asked" }
  | { type: "answered"; query: string; page: P; append: boolean }
  | { type: "failed"; query: string; problem: Problem | null };

export const emptyList = <T, P extends ListPage<T>>(): ListState<T, P> => ({
  query: null,
  items: [],
  page: null,
  failure: null,
  busy: false,
});

/** The next state of a list after one event. A failure keeps the items of the same query. */
export const reduceList = <T, P extends ListPage<T>>(state: ListState<T, P>, event: ListEvent<P>): ListState<T, P> => {
  switch (event.type) {
    case "asked":
      return { ...state, busy: true };
    case "answered": {
      const { query, page, append } = event;
      const items = append ? [...state.items, ...page.items] : page.items;
      return { query, items, page, failure: null, busy: false };
    }
    case "failed": {
      const kept = state.query === event.query ? state : emptyList<T, P>();
      return { ...kept, query: event.query, failure: { problem: event.problem }, busy: false };
    }
  }
};
