import * as customer from "#message/customer.ts";

/** Placeholder for a part of the page that is still loading, or failed to load. */
export const Waiting = ({ failed, retry }: { failed: boolean; retry: () => void }) =>
  failed ? (
    <div class="note" role="alert">
      {customer.problems.offline}
      <div class="choices">
        <button type="button" class="plain" onClick={retry}>
          {customer.retry}
        </button>
      </div>
    </div>
  ) : (
    <div class="tile service wait" />
  );
