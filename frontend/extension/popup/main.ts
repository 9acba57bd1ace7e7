/** The window under the button: whether the page is kept, keeping it, and where one signs in. */
import { make } from "../../annotator/dom";
import { tell } from "../messages";
import { wordsFor, type Words } from "../words";
import { showForm } from "./form";
import { showKept } from "./kept";
import { findTarget } from "./target";

const language = chrome.i18n.getUILanguage();
const words = wordsFor(language);
document.documentElement.lang = language;

void begin();

async function begin(): Promise<void> {
  const main = make("main", {});
  document.body.replaceChildren(heading(words), main);
  const state = await tell("state", null);
  if (state.address === null) {
    main.append(make("p", { class: "sentence" }, words.where), optionsButton(words.signIn));
    return;
  }
  const waiting = await tell("waiting", null);
  if (waiting.length > 0)
    main.append(make("p", { class: "announcement" }, words.waiting(waiting.length), " ", optionsLink(words.options)));
  const target = await findTarget(new URLSearchParams(location.search));
  if (!target) {
    main.append(make("p", { class: "sentence" }, words.cannotKeep));
    return;
  }
  const place = make("div", {});
  main.append(place);
  const [me, known] = await Promise.all([tell("shelves", null), tell("known", target.url)]);
  const context = { words, language, target, place, settings: state.settings, me: me.ok ? me.value : null, known: known.ok ? known.value : null };
  if (me.ok && !me.value) {
    place.append(make("p", { class: "sentence" }, words.where), optionsButton(words.signIn));
    return;
  }
  if (!me.ok) place.before(make("p", { class: "announcement", role: "status" }, words.notAnswered));
  if (context.known?.bookmarks.some(({ mine }) => mine)) showKept(context, null);
  else await showForm(context);
}

function heading(said: Words): HTMLElement {
  return make("header", { class: "bar-top" }, make("h1", {}, "Florilegium"), optionsLink(said.options));
}

function optionsLink(text: string): HTMLElement {
  const open = (event: Event) => {
    event.preventDefault();
    void chrome.runtime.openOptionsPage();
  };
  return make("a", { href: "options.html", click: open }, text);
}

function optionsButton(text: string): HTMLElement {
  const open = () => void chrome.runtime.openOptionsPage();
  return make("p", { class: "send" }, make("span", {}), make("button", { type: "button", click: open }, text));
}
