import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import * as message from "#message/dashboard.ts";

/**
 * A view whose code loads when it first renders, or earlier by `load`. With `whole` it is a page; otherwise it is a panel
 * beside one, which shows nothing until it loads.
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
      // The code may have arrived between the first render and this effect.
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
