import { printable } from "../../../core/printable.ts";

/** Attributes and listeners of an element; `false` and `null` leave one out. */
type Attributes = {
  readonly [name: string]: string | number | boolean | null | ((event: Event) => void);
};

/** A child of an element; texts become text nodes, never markup. */
export type Child = Node | string | number | null;

/**
 * An element of the page. This is the only place that puts text on it: as text nodes and attributes, without the characters that could
 * deceive a reader.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== null && value !== false)
      element.setAttribute(name, value === true ? "" : printable(String(value)));
  }
  put(element, ...children);
  return element;
}

/** Puts children in the place of all that an element holds. */
export function put(element: Element, ...children: readonly Child[]): void {
  element.replaceChildren(
    ...children
      .filter((child) => child !== null)
      .map((child) => {
        return child instanceof Node ? child : document.createTextNode(printable(String(child)));
      }),
  );
}
