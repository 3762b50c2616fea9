import * as customer from "#message/customer.ts";

/** Stands where a part of the page is still loading, or could not be loaded. */
export const Waiting = ({ failed, retry }: { failed: boolean; retry: () => void }) =>
  failed ? (
    <div class="note" role="alert">
      {customer.offline}
      <div class="choices">
        <button type="button" class="plain" onClick={retry}>
          {customer.retry}
        </button>
      </div>
    </div>
  ) : (
    <div class="tile service wait" />
  );
