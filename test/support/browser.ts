import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";

/** Debian's Chromium; tests that need a browser skip where it is not installed. */
const CHROMIUM = "/usr/bin/chromium";

/** Whether this machine has a browser for tests. */
export const hasBrowser = existsSync(CHROMIUM);

/** A browser without a window. */
export function openBrowser(): Promise<Browser> {
  const quiet = ["background-networking", "component-update", "sync"].map((name) => `--disable-${name}`);
  return chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", ...quiet],
  });
}

/** A page, and everything that it said or asked for: a well-behaved one leaves the list empty. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens a file and waits until it has drawn itself. @param hash - with its `#` */
export async function openPage(browser: Browser, file: string, { hash = "" } = {}): Promise<WatchedPage> {
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
  });
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
