// The live page: one event stream in, the document out.
import { SMALL_PIXELS, add, byId, count, duration, percent, setText, span } from "./dom.js";
import { addSeconds, showChanges, startHistory } from "./charts.js";
import { noteLabel, startSaving } from "./save.js";
import "./layers.js";

const STALL_MS = 3000;      // an open stream without an event for this long is "stalled"
const REOPEN_MS = 15000;    // after this long without an event the stream is opened anew: a dead link may look open
const NUMBERS_MS = 500;     // numbers are redrawn at this pace, so that they can be read
const SPEAK_MS = 2500;      // a screen reader hears at most one label in this time
const RETRY_MS = 2000;      // pause before a refused stream is asked for again
const MAX_BARS = 10;
const STAGES = ["capture", "preprocess", "infer", "decide"];
const STATES = {
  connecting: "Connecting",
  live: "Live",
  stalled: "Stalled",
  lost: "Connection lost",
};
const NOTES = { connecting: "", live: "", stalled: "no new frame for 3 s", lost: "trying again" };

// ---- connection and its state

let source = null;
let retryTimer = 0;
let lastEventAt = 0;
let lastNumbersAt = 0;

function state() {
  return document.body.dataset.state;
}

function setState(state) {
  document.body.dataset.state = state;
  setText(byId("state"), STATES[state]);
  setText(byId("picture-note"), NOTES[state]);
}

function connect() {
  clearTimeout(retryTimer);
  if (source || document.hidden) return;
  source = new EventSource("events");
  lastEventAt = performance.now();
  if (state() === "live") setState("connecting");
  source.addEventListener("hello", event => showHello(JSON.parse(event.data)));
  source.addEventListener("message", event => showDecision(JSON.parse(event.data)));
  source.addEventListener("open", () => {
    lastEventAt = performance.now();
    if (state() === "lost") setState("connecting");
  });
  source.addEventListener("error", () => {
    setState("lost");
    if (source.readyState !== EventSource.CLOSED) return;
    disconnect();
    retryTimer = setTimeout(connect, RETRY_MS);
    askForToken();
  });
}

// The token may have changed: loading the page anew brings the form.
async function askForToken() {
  const answer = await fetch("events", { method: "HEAD" }).catch(() => null);
  if (answer?.status === 401) location.reload();
}

function disconnect() {
  clearTimeout(retryTimer);
  source?.close();
  source = null;
}

setInterval(() => {
  if (!source) return;
  const silence = performance.now() - lastEventAt;
  const open = source.readyState === EventSource.OPEN;
  if (silence > STALL_MS && open) setState("stalled");
  if (silence < REOPEN_MS) return;
  if (!open) setState("lost");
  disconnect();
  connect();
}, 500);

document.addEventListener("visibilitychange", () => {
  if (document.hidden) disconnect();
  else connect();
});

// ---- picture: one request at a time, and only after a new event

const shot = document.createElement("div");
shot.className = "shot";
const region = add(shot, "div", "region");
let pictureBusy = false;

function askForPicture(frame) {
  if (pictureBusy || document.hidden) return;
  pictureBusy = true;
  const picture = new Image();
  picture.alt = "Latest picture from the camera";
  picture.onload = () => {
    pictureBusy = false;
    picture.classList.toggle("small", Math.max(picture.naturalWidth, picture.naturalHeight) <= SMALL_PIXELS);
    shot.style.setProperty("--aspect", (picture.naturalWidth / picture.naturalHeight).toFixed(4));
    shot.replaceChildren(picture, region);
    if (!shot.isConnected) byId("picture").replaceChildren(shot);
  };
  picture.onerror = () => { pictureBusy = false; };
  picture.src = `frame.jpg?n=${frame}`;
}

let regionKey = "";

/** Draws the part of the picture that the model sees, and says so in words. */
function showRegion({ width, height, source: [x, y, w, h], target: [tx, ty, tw, th] }) {
  const key = [width, height, x, y, w, h, tx, ty, tw, th].join();
  if (!w || key === regionKey) return;
  regionKey = key;
  const share = (part, whole) => `${((100 * part) / whole).toFixed(3)}%`;
  Object.assign(region.style, { left: share(x, width), top: share(y, height), width: share(w, width), height: share(h, height) });
  const whole = w === width && h === height;
  const what = whole ? `The model sees all of it, ${width} × ${height}` : `The model sees the framed ${w} × ${h} of ${width} × ${height}`;
  const scaled = w === tw && h === th ? "" : `, as ${tw} × ${th}`;
  setText(byId("region-text"), `${what}${scaled}${tx || ty ? " between black bars" : ""}.`);
}

// ---- decision

let barLabels = "";
let bars = [];
let spokenLabel = "";
let spokenAt = 0;

function makeBars(number) {
  byId("bars").replaceChildren();
  bars = Array.from({ length: number }, () => {
    const row = add(byId("bars"), "li", "");
    const name = add(row, "span", "class");
    const fill = add(add(row, "span", "track"), "span", "fill");
    const share = add(row, "span", "share", "–");
    return { row, name, fill, share };
  });
}

function showHello(hello) {
  const labels = hello.labels.map(String);
  document.title = `${hello.model} · EdgeCnn live`;
  document.body.classList.toggle("words", labels.some(label => label.length > 3));
  setText(byId("model"), hello.model);
  setText(byId("camera"), hello.camera);
  byId("camera").title = hello.camera;
  setText(byId("kernels"), hello.kernels);
  setText(byId("input"), hello.input.replaceAll("x", " × "));
  setText(byId("version"), hello.version);
  byId("layers").hidden = hello.layers === 0;
  startHistory(hello);
  startSaving(hello);
  if (barLabels !== labels.join("\n")) {
    barLabels = labels.join("\n");
    makeBars(Math.min(labels.length, MAX_BARS));
    if (labels.length <= MAX_BARS) labels.forEach((label, i) => setText(bars[i].name, label));
  }
  document.body.classList.add("ready");
}

function showDecision(decision) {
  const now = performance.now();
  lastEventAt = now;
  setState("live");
  askForPicture(decision.frame);
  showAnswer(decision, now);
  showBars(decision);
  showRegion(decision.region);
  addSeconds(decision);
  noteLabel(decision.label);
  if (decision.board) showBoard(decision.board);
  averageStages(decision.us);
  if (now - lastNumbersAt < NUMBERS_MS) return;
  lastNumbersAt = now;
  showNumbers(decision);
  showChanges(decision);
}

function showAnswer({ label, probability, truth }, now) {
  byId("label").className = byId("probability").className = "";
  setText(byId("label"), label);
  byId("label").title = label;
  setText(byId("probability"), percent(probability));
  byId("truth").className = truth === null ? "" : truth === label ? "right" : "wrong";
  setText(byId("truth"), truth === null ? "" : truth === label ? "✓ right" : `✗ it is ${truth}`);
  if (label === spokenLabel || now - spokenAt < SPEAK_MS) return;
  spokenLabel = label;
  spokenAt = now;
  setText(byId("spoken"), `${label}, ${Math.round(100 * probability)} percent`);
}

function showBars({ label, top }) {
  if (bars.length !== top.length) makeBars(top.length);
  top.forEach((entry, i) => {
    const { row, name, fill, share } = bars[i];
    row.className = entry.label === label ? "best" : "";
    setText(name, entry.label);
    name.title = entry.label;
    setText(share, percent(entry.probability));
    fill.style.transform = `translateX(${Math.min(1, entry.probability) * 100 - 100}%)`;
  });
}

// ---- numbers

const stages = STAGES.map(name => {
  const part = add(byId("stages"), "div", name);
  part.hidden = true;
  const row = add(byId("legend"), "li", "");
  add(row, "span", `key ${name}`);
  add(row, "span", "name", name);
  return { name, part, time: add(row, "span", "time", "–"), mean: -1 };
});
const sumRow = add(byId("legend"), "li", "sum");
add(sumRow, "span", "name", "together");
const sumTime = add(sumRow, "span", "time", "–");

function averageStages(us) {
  for (const stage of stages) {
    stage.mean = stage.mean < 0 ? us[stage.name] : 0.8 * stage.mean + 0.2 * us[stage.name];
  }
}

function showNumbers({ fps, p50Us, p95Us, p99Us, frames, dropped, right, judged }) {
  setText(byId("fps"), `${fps.toFixed(1)} fps`);
  setText(byId("p50"), duration(p50Us));
  setText(byId("p95"), duration(p95Us));
  setText(byId("p99"), duration(p99Us));
  setText(byId("frames"), count(frames));
  setText(byId("dropped"), count(dropped));
  // Two long numbers do not fit a phone; a share does, however long the board runs.
  setText(byId("right"), !judged ? "not known" : judged < 1000 ? `${right} of ${judged}` : `${((100 * right) / judged).toFixed(1)} %`);
  byId("right").classList.toggle("untold", !judged);
  const sum = stages.reduce((total, stage) => total + stage.mean, 0);
  for (const { part, time, mean } of stages) {
    part.hidden = false;
    part.style.flexGrow = mean;
    setText(time, duration(mean));
  }
  setText(sumTime, sum > 0 ? duration(sum) : "–");
}

// ---- board

function showBoard({ celsius, mhz, mostMhz, throttled, throttledBy, uptime, memory, actionsFailed }) {
  const show = (id, text) => {
    setText(byId(id), text ?? "not told");
    byId(id).classList.toggle("untold", text === null);
  };
  show("celsius", celsius === null ? null : `${celsius.toFixed(1)} °C`);
  show("clock", mhz === null ? null : `${(mhz / 1000).toFixed(1)}${mostMhz === null ? "" : ` of ${(mostMhz / 1000).toFixed(1)}`} GHz`);
  show("throttled", throttled === null ? null : throttled ? throttledBy || "yes" : "none");
  byId("throttled").classList.toggle("warn", throttled === true);
  show("memory", `${Math.round(memory / 1e6)} MB`);
  show("uptime", span(uptime));
  show("actions-failed", count(actionsFailed));
}

connect();
