/** What each browser is told of the extension. One source: they differ in how the worker is started, and in who knows us. */

/** Gives the extension its id in Chromium, also unpacked: OAuth leads back to an address made of it. */
const KEY =
  "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAs3XhWBRrSXroCcTRNElmroyqfAx2+QDuURaihC705PaHL0Z0jwdbv9TR1Tw+6m8+Lb6pdiRqMi0chTaMGjdz9tIs8Io7rcGbxnBAL7WDNbtHKZ/yXghLbxU81HfQVatKs/aj2V6YLiuQtcFExGwpT8xcmrz+h3ZkLfOWqxD7tAHWO1B+Vgm7uzpCHXQZveVxng/wcW9KE6QS0Wqdek9BcLcB2dSB3qvM25BVZEKP183Rcz4mmMa3dwLT6nmSuM+LpKnIlJAkwZr8J0TNTd1haR9OkwodGuFWyUTXVme+RQC4CK08/K26ROuZ2WCcmtF59X2iGT6WI6jIzVQf0gg8uQIDAQAB";

/** @param {"chromium" | "firefox"} browser @param {string} version */
export function manifestFor(browser, version) {
  return {
    manifest_version: 3,
    name: "Florilegium",
    version,
    description: "__MSG_description__",
    default_locale: "en",
    icons: { 48: "icons/48.png", 128: "icons/128.png" },
    action: { default_popup: "popup.html", default_title: "Florilegium", default_icon: { 32: "icons/32.png" } },
    options_ui: { page: "options.html", open_in_tab: true },
    permissions: ["activeTab", "alarms", "contextMenus", "identity", "scripting", "storage"],
    // asked for on a click, site by site or for all, and given back in the options
    optional_host_permissions: ["http://*/*", "https://*/*"],
    commands: {
      _execute_action: { suggested_key: { default: "Alt+Shift+K" }, description: "__MSG_keep__" },
      annotate: { suggested_key: { default: "Alt+Shift+H" }, description: "__MSG_annotate__" },
    },
    content_security_policy: {
      extension_pages: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src http: https:",
    },
    ...(browser === "chromium"
      ? { key: KEY, minimum_chrome_version: "123", background: { service_worker: "worker.js", type: "module" } }
      : {
          background: { scripts: ["worker.js"], type: "module" },
          browser_specific_settings: {
            gecko: {
              id: "extension@florilegium",
              strict_min_version: "153.0", // the first that lets a content script adopt a style sheet
              // what leaves the browser goes to the reader's own server, and nowhere else
              data_collection_permissions: { required: ["browsingActivity", "websiteContent", "bookmarksInfo"] },
            },
            gecko_android: { strict_min_version: "153.0" },
          },
        }),
  };
}
