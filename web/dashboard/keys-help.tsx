import * as message from "#message/dashboard.ts";
import * as staff from "#message/staff.ts";
import { useModal } from "./modal.ts";

/** The dialog that lists all keys. */
export const KeysHelp = ({ close }: { close: () => void }) => {
  const dialog = useModal();
  return (
    <dialog ref={dialog} class="card-over" aria-labelledby="keys-title" onClose={close}>
      <h2 id="keys-title">{message.keysTitle}</h2>
      <dl class="keys">
        {message.keys.map(([keys, does]) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="plain">
          {staff.close}
        </button>
      </form>
    </dialog>
  );
};
