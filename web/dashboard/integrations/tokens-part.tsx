import { useState } from "preact/hooks";
import * as message from "#message/integrations.ts";
import * as staff from "#message/staff.ts";
import { scopes as allScopes, type Scope } from "../../../domain/access/scope.ts";
import { ChoiceField } from "../../shared/choice-field.tsx";
import { Field } from "../../shared/field.tsx";
import { FormEnd } from "../form/form-end.tsx";
import { useForm } from "../form/use-form.ts";
import { CheckList } from "./check-list.tsx";
import type { ApiToken } from "./integrations-api.ts";
import type { IntegrationsContext } from "./integrations-page.tsx";
import { PartCard } from "./part-card.tsx";
import { RevocableRow } from "./revocable-row.tsx";
import { SecretOnce } from "./secret-once.tsx";
import { useFocusForm } from "./use-focus-form.ts";

interface Props {
  context: IntegrationsContext;
}

/** The tokens with which other programs call the API. */
export const TokensPart = ({ context }: Props) => {
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<{ name: string; secret: string } | null>(null);
  const { tokens, change, onNotify, api } = context;
  return (
    <>
      {made !== null && (
        <SecretOnce
          key={made.secret}
          name={made.name}
          label={message.tokenSecret}
          secret={made.secret}
          more={message.tokenOnce}
          close={() => setMade(null)}
        />
      )}
      <PartCard
        id="int-tokens"
        title={message.parts.tokens}
        lead={message.tokensLead}
        add={isAdding ? null : { label: message.addToken, open: () => setAdding(true), isNext: made === null }}
      >
        {isAdding && (
          <TokenForm
            context={context}
            close={() => setAdding(false)}
            added={({ name }, secret) => {
              setAdding(false);
              setMade({ name, secret });
            }}
          />
        )}
        {tokens.length === 0 && !isAdding && <p class="int-none">{message.noTokens}</p>}
        {tokens.length > 0 && (
          <ul class="page-list page-flush">
            {tokens.map((token) => (
              <RevocableRow
                key={token.id}
                label={message.revokeToken(token.name)}
                more={message.revokeTokenMore(token.name)}
                revoke={() => api.revokeApiToken({ id: token.id })}
                revoked={() => {
                  change((now) => ({ tokens: now.tokens.filter(({ id }) => id !== token.id) }));
                  onNotify(message.tokenRevoked(token.name));
                }}
              >
                <TokenLines token={token} context={context} />
              </RevocableRow>
            ))}
          </ul>
        )}
      </PartCard>
    </>
  );
};

const TokenLines = ({ token, context: { momentText, format, now } }: { token: ApiToken } & Props) => {
  const { id, name, scopes, last_used, created_at, created_by, expires_at } = token;
  const isOver = expires_at !== null && Date.parse(expires_at) <= now();
  return (
    <>
      <b>{name}</b> <code class="small quiet">tbk_{id}…</code>{" "}
      {isOver && <span class="page-tag">{message.expired}</span>}
      <span class="small block">{scopes.map((scope) => message.scopes[scope][0]).join(" · ")}</span>
      <span class="small quiet block">
        {last_used === null ? message.neverUsed : message.lastUsed(momentText(last_used))} ·{" "}
        {message.madeBy(created_by, momentText(created_at))}
        {expires_at !== null && !isOver && ` · ${message.worksUntil(format.date(expires_at), expires_at.slice(0, 4))}`}
      </span>
    </>
  );
};

interface FormProps extends Props {
  close: () => void;
  added: (token: ApiToken, secret: string) => void;
}

type End = keyof typeof message.endChoices;
const ends: readonly End[] = ["never", "30", "90", "365"];

const empty: { name: string; scopes: Scope[]; end: End } = { name: "", scopes: [], end: "never" };

const TokenForm = ({ context: { api, change, now }, close, added }: FormProps) => {
  const form = useForm({
    initial: empty,
    check: ({ name, scopes }) => ({
      ...(name.trim() === "" ? { name: staff.nameNeeded } : {}),
      ...(scopes.length === 0 ? { scopes: message.scopesNeeded } : {}),
    }),
    send: ({ name, scopes, end }) =>
      api.createApiToken({
        body: {
          name: name.trim(),
          scopes,
          ...(end === "never" ? {} : { expires_at: new Date(now() + Number(end) * day_ms).toISOString() }),
        },
      }),
    saved: ({ secret, ...token }) => {
      change((before) => ({ tokens: [token, ...before.tokens] }));
      added(token, secret);
    },
  });
  const { values, errors, set, element } = form;
  useFocusForm(element);
  return (
    <form class="int-form" ref={element} onSubmit={form.submit} noValidate aria-label={message.addToken}>
      <div class="page-pair">
        <Field
          name="name"
          label={message.tokenName}
          hint={message.tokenNameHint}
          maxLength={80}
          autocomplete="off"
          value={values.name}
          error={errors["name"]}
          onInput={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <ChoiceField
          name="end"
          label={message.ends}
          error={errors["expires_at"]}
          value={values.end}
          choices={ends.map((end) => [end, message.endChoices[end]])}
          choose={(end) => set({ end: ends.find((one) => one === end) ?? "never" })}
        />
      </div>
      <CheckList
        name="scopes"
        legend={message.tokenScopes}
        choices={allScopes.map((value) => ({ value, title: message.scopes[value][0], more: message.scopes[value][1] }))}
        chosen={values.scopes}
        error={errors["scopes"]}
        change={(scopes) => set({ scopes })}
      />
      <FormEnd form={form} send={message.makeToken} close={close} />
    </form>
  );
};

const day_ms = 86_400_000;
