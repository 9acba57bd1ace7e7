/** Elements, made without markup: what people wrote is only ever text. */

type Child = Node | string | null | false | undefined;
type Attributes = Readonly<Record<string, string | boolean | number | null | undefined | ((event: Event) => void)>>;

/** An element. What is false, null or undefined is left out; a function is a listener, by the name of its event. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] { // prettier-ignore
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => child instanceof Node || typeof child === "string"));
  return element;
}

export function button(text: string, press: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return make("button", { type: "button", click: press, ...attributes }, text);
}

/** Put an element somewhere by its `style` object, which a strict policy allows. Numbers are pixels. */
export function place(element: HTMLElement, where: Readonly<Record<string, number | null>>): void {
  for (const [property, value] of Object.entries(where)) {
    if (value === null) element.style.removeProperty(property);
    else element.style.setProperty(property, `${String(Math.round(value))}px`);
  }
}

/** What has the focus, looked for inside our shadow root as well. */
export function focused(root: Document | ShadowRoot): Element | null {
  return root.activeElement;
}
