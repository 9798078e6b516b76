import { existsSync } from "node:fs";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

/** Debian's Chromium; tests that need a browser skip where it is not installed. */
const CHROMIUM = "/usr/bin/chromium";

/** True where this machine has a browser for tests. */
export const hasBrowser = existsSync(CHROMIUM);

/** By their promises, so that files of one process that begin together share them. */
let browser: Promise<Browser> | undefined;
let context: Promise<BrowserContext> | undefined;

/** The browser, without a window, of all test files of this process; it ends with it. */
export function sharedBrowser(): Promise<Browser> {
  const quiet = ["background-networking", "component-update", "sync"].map((name) => `--disable-${name}`);
  browser ??= chromium.launch({
    executablePath: CHROMIUM,
    // a test may send this process a signal of its own; Playwright would end the process for it
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", ...quiet],
  });
  return browser;
}

/** An empty page; pages of one profile share what a profile costs. */
async function newPage(): Promise<Page> {
  context ??= sharedBrowser().then((one) => one.newContext());
  const page = await (await context).newPage();
  await page.setViewportSize({ width: 1280, height: 900 });
  return page;
}

/** A page, and everything that it said or asked for: a well-behaved one leaves the list empty. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens a file and waits until it has drawn itself. @param hash - with its `#` */
export async function openPage(file: string, { hash = "" } = {}): Promise<WatchedPage> {
  const page = await newPage();
  const complaints: string[] = [];
  const address = new URL(`file://${file}`).href;
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("request", (request) => {
    if (request.url().split("#")[0] !== address) complaints.push(`request: ${request.url().slice(0, 200)}`);
  });
  await page.goto(address + hash);
  await page.waitForSelector("[data-ready]");
  return { page, complaints };
}
