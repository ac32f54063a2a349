// Looks at the live page as a person would:  node check-page.mjs URL SCREENSHOT_DIR
// URL may end in ?token=TOKEN: then the form for the token is looked at first, and the token must leave the address bar.
// Prints one line per check and "N passed, N failed" last; exit code 1 when a check fails, 2 on wrong usage.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [given, shots] = process.argv.slice(2);
if (!given || !shots) {
  console.error("usage: node check-page.mjs URL SCREENSHOT_DIR");
  process.exit(2);
}

const token = new URL(given).searchParams.get("token");
const url = new URL("/", given).href;
const WAIT_MS = 20_000;
const BROWSER = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const SMALL_PHONE = { width: 360, height: 740 };

let passed = 0;
let failed = 0;

function check(name, ok, detail = "") {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? "pass" : "FAIL"}  ${name}${detail === "" ? "" : `  (${detail})`}`);
}

/** Reads the first event of the stream without a browser, to know what the page ought to show. */
async function readHello() {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), WAIT_MS);
  const response = await fetch(new URL("events", url), { signal: stop.signal, headers: token ? { Authorization: `Bearer ${token}` } : {} });
  const decoder = new TextDecoder();
  let text = "";
  for await (const bytes of response.body) {
    text += decoder.decode(bytes, { stream: true });
    const found = /event: ?hello\r?\ndata: ?(.*)\r?\n/.exec(text);
    if (!found) continue;
    clearTimeout(timer);
    return JSON.parse(found[1]);
  }
  throw new Error("The event stream ended before its hello event.");
}

/** Collects what went wrong on the page, and how many pictures were asked for at the same time. */
function watch(page) {
  const seen = { errors: [], failures: [], foreign: [], requests: 0, layers: 0, pictures: 0, picturesAtOnce: 0, leaving: false };
  let open = 0;
  const isPicture = request => new URL(request.url()).pathname.endsWith("/frame.jpg");
  const close = request => { if (isPicture(request)) open--; };
  page.on("console", message => { if (message.type() === "error") seen.errors.push(message.text()); });
  page.on("pageerror", error => seen.errors.push(error.message));
  page.on("request", request => {
    seen.requests++;
    if (new URL(request.url()).origin !== new URL(url).origin) seen.foreign.push(request.url());
    if (new URL(request.url()).pathname.endsWith("/layers")) seen.layers++;
    if (!isPicture(request)) return;
    seen.pictures++;
    seen.picturesAtOnce = Math.max(seen.picturesAtOnce, ++open);
  });
  page.on("requestfinished", close);
  page.on("requestfailed", request => {
    close(request);
    if (!seen.leaving) seen.failures.push(`${request.url()} ${request.failure()?.errorText}`);
  });
  page.on("response", response => { if (response.status() >= 400) seen.failures.push(`${response.url()} ${response.status()}`); });
  return seen;
}

const listOnce = findings => [...new Set(findings)].slice(0, 5).join("; ");

const overflow = page => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const background = page => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

const brightness = colour => colour.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 3;

/** Least contrast of visible text against the nearest solid background (WCAG 2, relative luminance). */
const leastContrast = page => page.evaluate(() => {
  const parse = colour => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) => [r, g, b]
    .map(part => part / 255)
    .map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const colour = parse(getComputedStyle(e).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  let least = { ratio: 21, text: "" };
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!own || element.tagName === "NOSCRIPT" || !element.checkVisibility()) continue;
    const [a, b] = [luminance(parse(getComputedStyle(element).color)), luminance(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < least.ratio) least = { ratio, text: element.textContent.trim() };
  }
  return least;
});

async function waitForAnswer(page) {
  await page.waitForSelector('body[data-state="live"] #label:not(.empty)', { timeout: WAIT_MS });
  await page.waitForFunction(() => document.querySelector("#picture img")?.naturalWidth > 0, null, { timeout: WAIT_MS });
}

/** Begins to add up layout shifts, as the browser measures them, from the first paint on. */
const watchShifts = page => page.addInitScript(() => {
  window.shifts = { sum: 0, most: [] };
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      window.shifts.sum += entry.value;
      for (const { node } of entry.sources) window.shifts.most.push(`${node?.id || node?.className || node?.nodeName} ${entry.value.toFixed(4)}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
});

async function checkShifts(page, where) {
  const { sum, most } = await page.evaluate(() => window.shifts);
  check(`no layout jumps ${where}`, sum < 0.005, sum === 0 ? "0" : `${sum.toFixed(4)}: ${most.slice(0, 4).join("; ")}`);
}

/** Controls without a name, pictures without a text: what a screen reader could not tell. */
const unnamed = page => page.evaluate(() => {
  const found = [];
  for (const e of document.querySelectorAll("button, a, input, select, summary, [role=img], section, dialog")) {
    const by = e.getAttribute("aria-labelledby");
    const name = by ? document.getElementById(by)?.textContent : e.getAttribute("aria-label") ?? (e.labels?.length ? e.labels[0].textContent : e.textContent);
    if (!name?.trim()) found.push(e.id || e.tagName);
  }
  for (const e of document.querySelectorAll("img")) if (!e.hasAttribute("alt")) found.push(e.id || "img");
  return found;
});

async function checkRegion(page, hello) {
  const [box, shot, text] = await page.evaluate(() => [
    document.querySelector(".region").getBoundingClientRect().toJSON(), document.querySelector(".shot").getBoundingClientRect().toJSON(), document.getElementById("region-text").textContent,
  ]);
  const inside = box.left >= shot.left - 1 && box.top >= shot.top - 1 && box.right <= shot.right + 1 && box.bottom <= shot.bottom + 1;
  check("the region that the model sees is drawn inside the picture", inside && box.width > 8 && box.height > 8, `${Math.round(box.width)}x${Math.round(box.height)} of ${Math.round(shot.width)}x${Math.round(shot.height)}`);
  check("the region is said in words", /model sees/.test(text), text);
}

const drawn = (page, id) => page.$eval(`#${id}`, canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let painted = 0;
  for (let i = 3; i < data.length; i += 4) if (data[i]) painted++;
  return painted / (data.length / 4);
});

/** The form for those without the token: by keyboard, once wrong and once right. */
async function checkLogin(browser) {
  const page = await browser.newPage();
  await page.goto(url, { waitUntil: "load", timeout: WAIT_MS });
  check("without the token there is the form, and nothing else", await page.locator("#token").isVisible() && await page.locator("#picture").count() === 0);
  check("the form's field has the focus and a label", await page.evaluate(() => document.activeElement.id === "token" && document.activeElement.labels[0].textContent === "Token"));
  await page.keyboard.type("no such token at all");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("problem")?.textContent.length > 0, null, { timeout: WAIT_MS });
  check("a wrong token is told", await page.getAttribute("#problem", "role") === "alert", await page.textContent("#problem"));
  const least = await leastContrast(page);
  check("text contrast of the form is at least 4.5", least.ratio >= 4.5, `${least.ratio.toFixed(2)} at "${least.text}"`);
  await page.screenshot({ path: join(shots, "page-token.png") });
  await page.keyboard.type(token);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#label", { timeout: WAIT_MS });
  check("the right token opens the page", new URL(page.url()).pathname === "/");
  await browser.clearCookies();
  await page.goto(given, { waitUntil: "load", timeout: WAIT_MS });
  check("the token leaves the address bar", page.url() === url, page.url().replace(token, "TOKEN"));
  const [cookie] = await browser.cookies();
  check("no script can read the cookie, and no other site send it", cookie.httpOnly && cookie.sameSite === "Strict" && !cookie.value.includes(token));
  await page.close();
}

async function checkDesktop(page, seen, hello) {
  await page.goto(url, { waitUntil: "load", timeout: WAIT_MS });
  await waitForAnswer(page);
  check("a label appears and the page says it is live", true);
  const label = await page.textContent("#label");
  check("the label is one of the model's", hello.labels.includes(label) || label === "unknown", label);
  const size = await page.$eval("#picture img", picture => [picture.naturalWidth, picture.naturalHeight]);
  check("the picture has loaded", size[0] > 0 && size[1] > 0, size.join("x"));
  await checkRegion(page, hello);
  const names = await page.$$eval("#bars .class", rows => rows.map(row => row.textContent));
  check("one bar per class, at most ten", names.length === Math.min(10, hello.labels.length), names.length);
  check("the bars carry labels of the model", names.every(name => hello.labels.includes(name)));
  check("the model and its kernels are named", await page.textContent("#model") === hello.model
    && await page.textContent("#kernels") === hello.kernels, `${hello.model}, ${hello.kernels}`);
  const boxes = () => page.$$eval(".card, #bars li, .facts div, #changes li", all => all.map(e => Math.round(e.getBoundingClientRect().top)).join());
  await page.waitForTimeout(1500);
  const before = await boxes();
  await page.waitForTimeout(3500);
  check("nothing moves while events come in", before === await boxes());
  await checkShifts(page, "on a desktop, from the first paint on");
  check("the stages have times", (await page.$$eval("#legend .time", all => all.map(e => e.textContent))).every(time => /\d/.test(time)));
  for (const id of ["p50", "p95", "p99", "fps", "frames", "dropped", "memory", "uptime"])
    check(`a figure for ${id}`, /\d/.test(await page.textContent(`#${id}`)), await page.textContent(`#${id}`));
  for (const id of ["celsius", "clock", "throttled"])
    check(`${id} is told, or said not to be`, (await page.textContent(`#${id}`)) !== "–", await page.textContent(`#${id}`));
  const changes = await page.$$eval("#changes li:not(.none)", rows => rows.map(row => row.textContent));
  check("the last changes have their times", changes.length > 0 && changes.every(text => /^\d\d:\d\d:\d\d/.test(text)), changes[0]);
  check("the strip of the last minutes is drawn", await drawn(page, "strip") > 0.001);
  check("the latency chart is drawn", await drawn(page, "latency") > 0.001, await page.textContent("#latency-most"));
  check("no horizontal overflow on a desktop", await overflow(page) <= 0);
  const light = await leastContrast(page);
  check("text contrast is at least 4.5 in light mode", light.ratio >= 4.5, `${light.ratio.toFixed(2)} at "${light.text}"`);
  check("every control and picture has a name", (await unnamed(page)).length === 0, (await unnamed(page)).join(", "));
  check("at most one picture is asked for at a time", seen.picturesAtOnce === 1, `${seen.pictures} pictures`);
  await page.screenshot({ path: join(shots, "page-desktop.png"), fullPage: true });
}

/** Opens the layers' panel by keyboard; the board takes their times only while it is open. */
async function checkLayers(page, seen, hello) {
  const asked = () => seen.layers;
  check("layers are not asked for while the panel is closed", asked() === 0);
  await page.focus("#layers summary");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /\d/.test(document.querySelector("#layer-rows .time")?.textContent ?? ""), null, { timeout: WAIT_MS });
  const rows = await page.$$eval("#layer-rows tr", all => all.map(row => row.querySelector(".number").textContent));
  check("a row with its time for each layer", rows.length === hello.layers, rows.length);
  const sum = rows.reduce((total, text) => total + parseInt(text, 10), 0);
  check("the shares add up", Math.abs(sum - 100) <= rows.length, `${sum} %`);
  await page.screenshot({ path: join(shots, "page-layers.png"), fullPage: true });
  await page.keyboard.press("Enter");
}

/** Walks with the Tab key alone; gives the ids that had the focus. */
async function tabTo(page, id) {
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press("Tab");
    const [at, outlined] = await page.evaluate(() => [document.activeElement?.id, getComputedStyle(document.activeElement).outlineStyle !== "none"]);
    if (at === id) return outlined;
  }
  return false;
}

async function checkSaving(page, name) {
  await page.evaluate(() => document.activeElement?.blur());
  check(`the save button is reached by Tab and shows its focus ${name}`, await tabTo(page, "save"));
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.getElementById("save-picture").naturalWidth > 0, null, { timeout: WAIT_MS });
  check(`the dialog takes the focus ${name}`, await page.evaluate(() => document.activeElement.id) === "save-label");
  await page.keyboard.press("End");
  await page.keyboard.press("Tab");
  await page.evaluate(() => document.activeElement.id).then(async at => { if (at !== "save-name") await page.focus("#save-name"); });
  await page.keyboard.type("not ../ sure");
  await page.screenshot({ path: join(shots, `page-save-${name.replaceAll(" ", "-")}.png`) });
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /saved|problem/i.test(document.getElementById("save-result").textContent), null, { timeout: WAIT_MS });
  const result = await page.textContent("#save-result");
  check(`the picture is saved under another name ${name}`, /^Saved as not /.test(result), result);
  check(`the dialog does not overflow ${name}`, await page.$eval("#save-dialog", e => e.scrollWidth <= e.clientWidth && e.getBoundingClientRect().bottom <= innerHeight + 1));
  const least = await leastContrast(page);
  check(`text contrast is at least 4.5 in the dialog ${name}`, least.ratio >= 4.5, `${least.ratio.toFixed(2)} at "${least.text}"`);
  await page.keyboard.press("Escape");
  check(`Escape closes the dialog and gives the focus back ${name}`, await page.evaluate(() => !document.getElementById("save-dialog").open && document.activeElement.id === "save"));
}

async function checkPhone(page) {
  for (const size of [PHONE, SMALL_PHONE]) {
    await page.setViewportSize(size);
    await page.waitForTimeout(400);
    const excess = await overflow(page);
    check(`no horizontal overflow at ${size.width} px`, excess <= 0, `${excess} px`);
    const bottom = await page.$eval("#label", label => label.getBoundingClientRect().bottom);
    check(`the label is on a phone's first screen at ${size.width} px`, bottom <= size.height, `ends at ${Math.round(bottom)} px`);
  }
  await page.setViewportSize(PHONE);
  await page.reload({ waitUntil: "load" });
  await waitForAnswer(page);
  await page.waitForTimeout(2500);
  await checkShifts(page, "on a phone, from the first paint on");
  const low = await page.$$eval("button, summary, select", all => all.filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 28).map(e => e.id || e.tagName));
  check("what is touched is tall enough", low.length === 0, low.join(", "));
  await page.screenshot({ path: join(shots, "page-phone.png") });
  await page.screenshot({ path: join(shots, "page-phone-full.png"), fullPage: true });
}

async function checkDark(page) {
  const light = brightness(await background(page));
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize(DESKTOP);
  await page.waitForTimeout(400);
  const dark = brightness(await background(page));
  check("dark mode has a dark ground", dark < 60 && light > 200, `${Math.round(light)} to ${Math.round(dark)}`);
  const least = await leastContrast(page);
  check("text contrast is at least 4.5 in dark mode", least.ratio >= 4.5, `${least.ratio.toFixed(2)} at "${least.text}"`);
  await page.screenshot({ path: join(shots, "page-dark.png"), fullPage: true });
  await page.emulateMedia({ colorScheme: "light" });
}

async function checkHidden(page, seen) {
  const setHidden = hidden => page.evaluate(value => {
    Object.defineProperty(document, "hidden", { configurable: true, get: () => value });
    document.dispatchEvent(new Event("visibilitychange"));
  }, hidden);
  seen.leaving = true;
  await setHidden(true);
  await page.waitForTimeout(500);
  const before = seen.requests;
  await page.waitForTimeout(1500);
  check("a hidden page asks the board for nothing", seen.requests === before, `${seen.requests - before} requests`);
  await setHidden(false);
  const frames = await page.textContent("#frames");
  await page.waitForFunction(old => document.getElementById("frames").textContent !== old, frames, { timeout: WAIT_MS });
  check("a page shown again goes on", await page.evaluate(() => document.body.dataset.state) === "live");
}

await mkdir(shots, { recursive: true });
const profile = await mkdtemp(join(tmpdir(), "edgecnn-page-"));
let browser;
let seen;
try {
  const hello = await readHello();
  browser = await chromium.launchPersistentContext(profile, {
    executablePath: BROWSER, args: FLAGS, headless: true, chromiumSandbox: false, viewport: DESKTOP, colorScheme: "light", timeout: WAIT_MS,
  });
  const page = browser.pages()[0] ?? await browser.newPage();
  if (token) await checkLogin(browser);
  seen = watch(page);
  await watchShifts(page);
  await checkDesktop(page, seen, hello);
  await checkLayers(page, seen, hello);
  if (hello.canSave) await checkSaving(page, "on a desktop");
  seen.leaving = true;
  await checkPhone(page);
  if (hello.canSave) await checkSaving(page, "on a phone");
  seen.leaving = false;
  await checkDark(page);
  await checkHidden(page, seen);
} catch (error) {
  check("the checks ran to their end", false, error.message.split("\n")[0]);
} finally {
  if (seen) {
    check("no request failed", seen.failures.length === 0, listOnce(seen.failures));
    check("no request left the board", seen.foreign.length === 0, listOnce(seen.foreign));
    check("no console error", seen.errors.length === 0, listOnce(seen.errors));
  }
  await browser?.close();
  await rm(profile, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
