/**
 * The server's sanitised HTML, taken over element by element.
 * security: it is set into pages that may run scripts of their own, so nothing is taken on trust here: only these
 * elements, no attribute but a link's address, and nothing that would be fetched.
 */
const ALLOWED = new Set(
  ("A B BLOCKQUOTE BR CODE DEL EM H1 H2 H3 H4 H5 H6 HR I LI OL P PRE S STRONG SUB SUP TABLE TBODY TD TH THEAD TR U UL").split(" "),
);
const DROPPED = new Set(["SCRIPT", "STYLE", "TEMPLATE", "IFRAME", "OBJECT", "SVG", "MATH", "NOSCRIPT"]);

export function written(html: string): DocumentFragment {
  const source = new DOMParser().parseFromString(html, "text/html");
  const fragment = document.createDocumentFragment();
  copy(source.body, fragment);
  return fragment;
}

function copy(from: Node, to: Node): void {
  for (const child of from.childNodes) {
    if (child instanceof Text) {
      to.appendChild(document.createTextNode(child.data));
    } else if (child instanceof Element && !DROPPED.has(child.tagName.toUpperCase())) {
      copy(child, ALLOWED.has(child.tagName) ? to.appendChild(taken(child)) : to);
    }
  }
}

function taken(element: Element): HTMLElement {
  const own = document.createElement(element.tagName);
  const address = element instanceof HTMLAnchorElement ? (element.getAttribute("href") ?? "") : "";
  if (/^(https?:\/\/|mailto:)/i.test(address)) {
    own.setAttribute("href", address);
    own.setAttribute("rel", "noopener noreferrer nofollow ugc");
    own.setAttribute("target", "_blank");
  }
  return own;
}
