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

/** Elements that pictures are made of: shapes and words, nothing that links, loads or runs. */
type Shape = "svg" | "g" | "line" | "path" | "circle" | "rect" | "polygon" | "polyline" | "text";

/** An element of a picture on the page; as with {@link el}, whatever it is given stays text. */
export function svg(
  tag: Shape,
  attributes: { readonly [name: string]: string | number },
  ...children: readonly Child[]
): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes))
    element.setAttribute(name, printable(String(value)));
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
