import type { Contact } from "./contact.ts";
import { phoneText, telLink } from "./format.ts";
import { PhoneIcon } from "./icon.tsx";
import * as customer from "#message/customer.ts";

/** The business's name and phone, at the top of each customer page. With `title`, the name is the page's first heading. */
export const PageHead = ({ name, phone, title }: Contact & { title?: boolean }) => (
  <header class="head">
    <div class="wrap row">
      {title ? (
        <h1>
          <bdi>{name}</bdi>
        </h1>
      ) : (
        <b>
          <bdi>{name}</bdi>
        </b>
      )}
      {phone && (
        <a class="plain pill" href={telLink(phone)} aria-label={`${customer.callUs}, ${phoneText(phone)}`}>
          <PhoneIcon />
          <span class="num">{phoneText(phone)}</span>
        </a>
      )}
    </div>
  </header>
);
