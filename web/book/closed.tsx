import { telLink } from "../shared/format.ts";
import { PhoneIcon } from "../shared/icon.tsx";
import * as book from "#message/book.ts";

/** Where nothing can be booked online: the phone is the way. */
export const Closed = ({ phone }: { phone: string | null }) => (
  <div class="wrap">
    <h2 tabIndex={-1}>{book.closed}</h2>
    <p class="lead">{phone ? book.closedNext : book.closedNoPhone}</p>
    {phone && (
      <a class="act" href={telLink(phone)}>
        <PhoneIcon />
        {book.callToBook}
      </a>
    )}
  </div>
);
