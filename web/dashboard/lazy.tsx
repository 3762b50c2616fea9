import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import * as message from "#message/dashboard.ts";

/**
 * A view whose code arrives when it is first looked at, or beforehand by `load`. `whole` is a page of its own; what is
 * not stands beside one, and leaves room for nothing until it is there.
 */
export const lazy = <P extends object>(fetchView: () => Promise<ComponentType<P>>, whole = true) => {
  let view: ComponentType<P> | null = null;
  const load = async () => {
    view ??= await fetchView();
    return view;
  };
  const Lazy = (props: P) => {
    const [failed, setFailed] = useState(false);
    const [, arrived] = useState(view !== null);
    useEffect(() => {
      // Also where it is there by now: it may have come between the first drawing and this.
      void load().then(
        () => arrived(true),
        () => setFailed(true),
      );
    }, []);
    if (view !== null) {
      const View = view;
      return <View {...props} />;
    }
    const Frame = whole ? "main" : "aside";
    if (!failed) return whole ? <main class="gate" aria-busy="true" /> : null;
    return (
      <Frame class={whole ? "gate" : "side-panel"}>
        <section role="alert">
          <h1>{message.pageFailed}</h1>
          <p class="quiet">{message.pageFailedMore}</p>
          <button type="button" class="plain" onClick={() => location.reload()}>
            {message.reload}
          </button>
        </section>
      </Frame>
    );
  };
  return Object.assign(Lazy, { load });
};
