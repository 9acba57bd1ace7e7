/** Where one is signed in, what may happen on the pages one reads, and what waits to be sent. */
import { make } from "../../annotator/dom";
import { tell, type Settings, type State } from "../messages";
import type { Waiting } from "../saving";
import { EVERYWHERE, including } from "../sites";
import { wordsFor } from "../words";

const language = chrome.i18n.getUILanguage();
const words = wordsFor(language);
document.documentElement.lang = language;
document.title = `Florilegium – ${words.options}`;

void show();

async function show(): Promise<void> {
  const [state, waiting] = await Promise.all([tell("state", null), tell("waiting", null)]);
  document.body.replaceChildren(
    make("main", {},
      make("h1", {}, "Florilegium"),
      make("section", { class: "block" }, make("h2", {}, words.account), state.address === null ? signInForm() : signedIn(state)),
      make("section", { class: "block" }, make("h2", {}, words.pages), pagesForm(state.settings)),
      make("section", { class: "block" }, ...waitingList(waiting)),
    ),
  ); // prettier-ignore
}

function signInForm(): HTMLElement {
  const input = make("input", { type: "text", id: "address", inputmode: "url", autocapitalize: "none", spellcheck: "false",
    autocomplete: "url", required: true, "aria-describedby": "address-help address-error" }); // prettier-ignore
  const status = make("p", { id: "address-error", role: "status" });
  const button = make("button", { type: "submit" }, words.signIn);
  const submit = async () => {
    button.disabled = true;
    status.textContent = words.signingIn;
    const done = await tell("signIn", input.value);
    button.disabled = false;
    if (done.ok) {
      await show();
      return;
    }
    status.textContent = words.problems[done.problem];
    input.setAttribute("aria-invalid", "true");
    input.focus();
  };
  const onSubmit = (event: Event) => {
    event.preventDefault();
    void submit();
  };
  return make("form", { class: "form", submit: onSubmit },
    make("div", { class: "field" }, make("label", { for: "address" }, words.where), input,
      make("p", { class: "help", id: "address-help" }, words.whereHelp), status),
    make("div", { class: "buttons" }, button)); // prettier-ignore
}

function signedIn({ name, address }: State): HTMLElement {
  const out = async () => {
    await tell("signOut", null);
    await show();
  };
  return make("div", {}, make("p", { class: "sentence" }, words.signedInAt(name, address ?? "")),
    make("div", { class: "buttons" }, make("button", { type: "button", click: () => void out() }, words.signOut))); // prettier-ignore
}

function pagesForm(settings: Settings): HTMLElement {
  const keys = make("input", { type: "checkbox", checked: settings.keys, change: () => void tell("choose", { keys: keys.checked }) });
  const off = make("input", { type: "checkbox", checked: settings.off, change: () => void tell("choose", { off: off.checked }) });
  const everywhere = EVERYWHERE.every((all) => settings.sites.includes(all));
  const all = make("input", { type: "checkbox", checked: everywhere, change: () => {
    // in the press itself: the browser asks only then
    void allow(settings, all.checked, all.checked ? chrome.permissions.request({ origins: [...EVERYWHERE] }) : Promise.resolve(true));
  } }); // prettier-ignore
  const sites = settings.sites.filter((site) => !EVERYWHERE.some((one) => one === site));
  return make("div", {}, make("p", { class: "sentence" }, words.byHand),
    make("div", { class: "choices" },
      make("label", {}, all, make("span", {}, words.everywhere)), make("p", { class: "help" }, words.everywhereHelp),
      make("label", {}, keys, make("span", {}, words.keys)),
      make("label", {}, off, make("span", {}, words.off))),
    ...siteList(words.sitesShown, sites, (left) => ({ sites: left })),
    ...siteList(words.sitesOff, settings.offSites, (left) => ({ offSites: left }))); // prettier-ignore
}

async function allow({ sites }: Settings, there: boolean, asked: Promise<boolean>): Promise<void> {
  const allowed = await asked.catch(() => false);
  await tell("choose", { sites: including(sites, EVERYWHERE, there && allowed) });
  if (!there) await giveBack([...EVERYWHERE]);
  await show();
}

/** What the browser was asked for. It keeps what its own settings allow. */
async function giveBack(origins: string[]): Promise<void> {
  await chrome.permissions.remove({ origins }).catch(() => false);
}

function siteList(heading: string, all: readonly string[], change: (left: string[]) => Partial<Settings>): HTMLElement[] {
  if (all.length === 0) return [];
  const drop = async (site: string) => {
    await tell("choose", change(including(all, [site], false)));
    if (site.endsWith("/*")) await giveBack([site]);
    await show();
  };
  const rows = all.map((site) => {
    const name = site.replace(/^(https?:\/\/.*)\/\*$/, "$1");
    const press = () => void drop(site);
    return make("li", {}, name, " ", make("button", { type: "button", class: "plain", "aria-label": words.dropSite(name), click: press }, words.dropIt));
  });
  return [make("h3", {}, heading), make("ul", { class: "rows" }, ...rows)];
}

function waitingList(waiting: readonly Waiting[]): HTMLElement[] {
  if (waiting.length === 0) return [make("p", { class: "grey" }, words.nothingWaits)];
  const again = async () => {
    await tell("sendWaiting", null);
    await show();
  };
  return [
    make("h2", {}, words.waiting(waiting.length)),
    make("ul", { class: "rows" }, ...waiting.map((one) => row(one))),
    make("div", { class: "buttons" }, make("button", { type: "button", click: () => void again() }, words.sendNow)),
  ];
}

function row({ key, title, url, since, sentence }: Waiting): HTMLElement {
  const when = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(since);
  const drop = async () => {
    await tell("dropWaiting", key);
    await show();
  };
  return make("li", {}, make("a", { href: url }, title || url),
    make("p", { class: "help" }, [words.waitingSince(when), sentence].filter(Boolean).join(" · ")),
    make("button", { type: "button", class: "plain", click: () => void drop() }, words.drop)); // prettier-ignore
}
