/**
 * The extension in a Firefox: signed in, a page kept, words highlighted. Playwright drives no Firefox but its own; this one is
 * driven by WebDriver BiDi. Arguments: Firefox, the extension's folder, the server's address, the page's, login, password, words.
 * Prints what is painted at the end, and stays until its input ends: what was done is sent meanwhile.
 */
import { once } from "node:events";
import puppeteer from "puppeteer-core";

const [executablePath, folder, server, address, login, password, words] = process.argv.slice(2);
const HERE = "7e9f7f5e-8a57-4c5b-9f0e-3d2a6b1c4d5e";

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath,
  headless: true,
  args: ["-remote-allow-system-access"],
  extraPrefsFirefox: { "extensions.webextensions.uuids": JSON.stringify({ "extension@florilegium": HERE }), "intl.accept_languages": "en" },
});
try {
  await browser.installExtension(folder);
  await signIn();
  const page = await browser.newPage();
  await page.goto(address);
  await keep();
  await annotate();
  await highlight(page);
  // Firefox keeps the list of the page's highlights from extensions: there they are elements of ours.
  const painted = "() => [...document.querySelectorAll('florilegium-mark')].map((one) => one.textContent)";
  await until(async () => {
    await page.keyboard.press("2"); // it does nothing before the bar is there, nor once the words are painted
    return page.evaluate(`(${painted})().length > 0`);
  });
  console.log(JSON.stringify(await page.evaluate(`(${painted})()`)));
  await once(process.stdin.resume(), "end");
} finally {
  await browser.close();
}

async function own(path) {
  const page = await browser.newPage();
  await lead(page, path);
  return page;
}

/** Firefox changes the process on the way to an extension's page and never tells that it has arrived: look whether it has. */
async function lead(page, path) {
  const address = `moz-extension://${HERE}/${path}`;
  void page.goto(address).catch(() => undefined);
  await until(() => page.evaluate((address) => location.href === address && document.readyState === "complete", address).catch(() => false));
}

async function signIn() {
  const options = await own("options.html");
  await type(options, "input", server.replace("http://", ""));
  const known = new Set(await browser.pages());
  await press(options, "Sign in");
  let window;
  await until(async () => {
    for (const page of await browser.pages()) if (!known.has(page) && page.url().startsWith(server)) window = page;
    return window !== undefined;
  });
  await type(window, "#id_login", login);
  await type(window, "#id_password", password);
  await window.keyboard.press("Enter");
  await press(window, "Allow");
  await options.waitForFunction(() => document.body.innerText.includes("Signed in at Florilegium"));
}

async function popup() {
  const page = await own("options.html");
  const tab = await page.evaluate(async (url) => (await browser.tabs.query({})).find((tab) => tab.url === url).id, address);
  await lead(page, `popup.html?url=${encodeURIComponent(address)}&title=The%20nail&tab=${tab}`);
  return page;
}

async function keep() {
  const page = await popup();
  await press(page, "my library", "label");
  await press(page, "Keep");
  await page.waitForFunction(() => document.body.innerText.includes("Kept."));
}

async function annotate() {
  const page = await popup();
  await press(page, "Annotate this page"); // it closes by itself
}

async function highlight(page) {
  await page.bringToFront();
  await page.waitForSelector("[data-florilegium]");
  const [left, top, right, bottom] = await page.evaluate((words) => {
    const node = [...document.querySelectorAll("p")].find((one) => one.textContent.includes(words)).firstChild;
    const range = document.createRange();
    const at = node.data.indexOf(words);
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const box = range.getBoundingClientRect();
    return [box.left, box.top + box.height / 2, box.right, box.bottom - box.height / 2];
  }, words);
  await page.mouse.move(left + 1, top);
  await page.mouse.down();
  await page.mouse.move((left + right) / 2, (top + bottom) / 2, { steps: 3 });
  await page.mouse.move(right - 1, bottom, { steps: 3 });
  await page.mouse.up();
}

async function type(page, selector, text) {
  await page.waitForSelector(selector);
  await page.click(selector);
  await page.type(selector, text);
}

async function press(page, text, name = "button") {
  const find = (text, name) => [...document.querySelectorAll(name)].find((one) => one.innerText.trim() === text);
  const button = await page.waitForFunction(find, {}, text, name);
  await button.click();
}

async function until(so) {
  for (let tries = 0; !(await so()); tries++) {
    if (tries > 300) throw new Error(`it did not happen in time: ${so}`);
    await new Promise((go) => setTimeout(go, 100));
  }
}
