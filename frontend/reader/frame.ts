/** The one script of ours in a frozen copy: its words as a surface, for the page around it. */
import { LocalSurface } from "../surface/local";
import { toFrame } from "../surface/messages";
import type { FromFrame, ToFrame } from "../surface/messages";

// The document is sandboxed and has no origin, but its address has: that of the page around it, which serves both.
const { origin } = location;
const surface = new LocalSurface(document.body);

function say(message: FromFrame): void {
  parent.postMessage(message, origin);
}

surface.on("selected", ({ selectors, box, by }) => { say({ type: "selected", selectors, box, by }); }); // prettier-ignore
surface.on("moved", (box) => { say({ type: "moved", box }); }); // prettier-ignore
surface.on("deselected", () => { say({ type: "deselected" }); }); // prettier-ignore
surface.on("pressed", ({ ids, box }) => { say({ type: "pressed", ids, box }); }); // prettier-ignore
surface.on("anchored", (anchored) => { say({ type: "anchored", anchored: [...anchored] }); }); // prettier-ignore
surface.on("key", ({ key }) => { say({ type: "key", key }); }); // prettier-ignore

addEventListener("message", ({ source, origin: from, data }: MessageEvent) => {
  if (source !== parent || from !== origin) return;
  const message = toFrame(data);
  if (message) obey(message);
});

function obey(message: ToFrame): void {
  switch (message.type) {
    case "paint":
      surface.paint(message.marks);
      return;
    case "point":
      surface.point(message.id);
      return;
    case "reveal":
      surface.reveal(message.id);
      return;
    case "step":
      surface.step(message.step);
      return;
    case "deselect":
      surface.deselect();
  }
}

if (parent !== window) say({ type: "ready" });
