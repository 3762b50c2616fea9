import type { RefObject } from "preact";
import * as message from "#message/jobs.ts";
import * as staff from "#message/staff.ts";
import type { AppContext } from "../app-context.ts";
import { ChoiceFilter, DateFilters, ListFilters, SearchFilter } from "../list/list-filters.tsx";
import { noFilter, type Filter } from "../route.ts";

interface Props {
  app: AppContext;
  search: RefObject<HTMLInputElement | null>;
  /** An arrow key in the search moves to the rows. */
  onStep: (event: KeyboardEvent) => void;
}

/** The filters of the job list. A changed filter starts at the first page. */
export const JobFilters = ({ app: { navigation, settings }, search, onStep }: Props) => {
  const { filter } = navigation.route;
  const { cursor: _, ...filters } = filter;
  const isFiltered = Object.values(filters).some((value) => value !== "");
  const set = (change: Partial<Filter>, replace = false) =>
    navigation.go({ filter: { ...filter, cursor: "", ...change } }, replace);
  return (
    <ListFilters
      class="jobs-filters"
      clear={isFiltered ? message.clear : null}
      onClear={() => navigation.go({ filter: noFilter })}
    >
      <SearchFilter
        label={message.search}
        hint={message.searchHint}
        value={filter.q}
        choose={(q) => set({ q }, true)}
        input={search}
        onKeyDown={onStep}
      />
      <ChoiceFilter
        name="status"
        label={message.status}
        value={filter.status}
        choices={[["", message.anyStatus], ...Object.entries(message.statuses)]}
        choose={(status) => set({ status })}
      />
      <ChoiceFilter
        name="crew"
        label={message.crew}
        value={filter.crew}
        choices={[
          ["", message.anyCrew],
          ["none", staff.unassigned],
          ...settings.crews.map(({ id, name }) => [id, name] as const),
        ]}
        choose={(crew) => set({ crew })}
      />
      <DateFilters labels={{ from: message.from, to: message.to }} values={filter} choose={set} />
    </ListFilters>
  );
};
