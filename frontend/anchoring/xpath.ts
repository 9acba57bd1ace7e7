/** XPaths of elements from a root, in the one plain form that is written: `/div[2]/p[1]`, `/` or nothing for the root. */

/** The path to an element; null if it is not below the root in the same tree. */
export function pathTo(element: Node, root: Node): string | null {
  let path = "";
  for (let node: Node | null = element; node !== root; node = node.parentNode) {
    if (node?.nodeType !== Node.ELEMENT_NODE) return null;
    path = `/${nameOf(node as Element)}[${String(placeOf(node as Element))}]${path}`;
  }
  return path || "/";
}

/** The element at a path; null if there is none or the path is of another form. */
export function follow(path: string, root: Node): Node | null {
  let here: Node = root;
  for (const step of path.split("/")) {
    if (!step) continue;
    const read = /^([^[\]()'"*@|]+)(?:\[([1-9]\d{0,6})\])?$/.exec(step);
    const child = read?.[1] ? childOf(here, read[1].toLowerCase(), Number(read[2] ?? 1)) : null;
    if (!child) return null;
    here = child;
  }
  return here;
}

function nameOf(element: Element): string {
  return element.nodeName.toLowerCase();
}

function placeOf(element: Element): number {
  const name = nameOf(element);
  let place = 1;
  for (let one = element.previousElementSibling; one; one = one.previousElementSibling) {
    if (nameOf(one) === name) place++;
  }
  return place;
}

function childOf(parent: Node, name: string, place: number): Element | null {
  for (let node = parent.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === Node.ELEMENT_NODE && nameOf(node as Element) === name && --place === 0) return node as Element;
  }
  return null;
}

/** The UTF-16 offset in an element's text content of a place in a text node below it. */
export function contentOffset(element: Node, node: Text, offset: number): number {
  let before = 0;
  for (const one of textsOf(element)) {
    if (one === node) return before + offset;
    before += one.length;
  }
  return before;
}

/** The place in a text node at an offset in an element's text content; an end stays in the node that it closes. */
export function contentPlace(element: Node, offset: number, end: boolean): { node: Text; offset: number } | null {
  let left = offset;
  for (const node of textsOf(element)) {
    if (left < node.length || (end && left === node.length)) return { node, offset: left };
    left -= node.length;
  }
  return null;
}

function* textsOf(element: Node): Generator<Text> {
  const owner = element.ownerDocument ?? (element as Document);
  const walker = owner.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield node as Text;
}
