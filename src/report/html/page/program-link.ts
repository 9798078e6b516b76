import { el } from "./dom.ts";
import { hashOf, readState } from "./state.ts";

/** A link that selects a program and leaves the rest of the reader's place as it is when it is followed. */
export function programLink(id: string): HTMLAnchorElement {
  const link = el("a", { class: "program", href: `#${hashOf({ ...readState(""), program: id })}` }, id);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.hash = hashOf({ ...readState(location.hash), program: id });
  });
  return link;
}
