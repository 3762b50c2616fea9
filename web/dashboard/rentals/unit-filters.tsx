import * as message from "#message/rentals.ts";
import { ListFilters, SearchFilter } from "../list/list-filters.tsx";
import type { UnitFilter } from "./fleet.ts";

export interface ChosenUnits {
  filter: UnitFilter;
  search: string;
}

interface Props {
  chosen: ChosenUnits;
  choose: (chosen: ChosenUnits) => void;
}

const filters = ["all", "out", "due", "overdue", "ready"] as const satisfies readonly UnitFilter[];

/** Which units the list shows: by where they are, and by number, customer or street. */
export const UnitFilters = ({ chosen, choose }: Props) => {
  const isFiltered = chosen.filter !== "all" || chosen.search !== "";
  return (
    <ListFilters
      class="rentals-filters"
      clear={isFiltered ? message.clear : null}
      onClear={() => choose({ filter: "all", search: "" })}
    >
      <div class="rentals-ways" role="group" aria-label={message.filters}>
        {filters.map((filter) => (
          <button
            type="button"
            class="plain pill"
            key={filter}
            aria-pressed={chosen.filter === filter}
            onClick={() => choose({ ...chosen, filter })}
          >
            {message.filterNames[filter]}
          </button>
        ))}
      </div>
      <SearchFilter
        label={message.search}
        hint={message.searchHint}
        value={chosen.search}
        choose={(search) => choose({ ...chosen, search })}
      />
    </ListFilters>
  );
};
