// The live page: one event stream in, the document out. Text enters the document through textContent only.
"use strict";

const STALL_MS = 3000;      // an open stream without an event for this long is "stalled"
const REOPEN_MS = 15000;    // after this long without an event the stream is opened anew: a dead link may look open
const NUMBERS_MS = 500;     // numbers are redrawn at this pace, so that they can be read
const SPEAK_MS = 2500;      // a screen reader hears at most one label in this time
const RETRY_MS = 2000;      // pause before a refused stream is asked for again
const MAX_BARS = 10;
const CHIPS = 20;
const SMALL_PIXELS = 128;   // a picture up to this size is enlarged with sharp pixels
const STAGES = ["capture", "preprocess", "infer", "decide"];
const STATES = {
  connecting: "Connecting",
  live: "Live",
  stalled: "Stalled",
  lost: "Connection lost",
};
const NOTES = { connecting: "", live: "", stalled: "no new frame for 3 s", lost: "trying again" };

const byId = id => document.getElementById(id);

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

function add(parent, tag, className, text = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
}

function percent(probability) {
  return `${(100 * probability).toFixed(1)} %`;
}

function duration(us) {
  if (us < 1000) return `${Math.round(us)} µs`;
  return us < 100_000 ? `${(us / 1000).toFixed(us < 10_000 ? 2 : 1)} ms` : `${Math.round(us / 1000)} ms`;
}

function count(number) {
  return number.toLocaleString("en");
}

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
  });
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

let pictureBusy = false;

function askForPicture(frame) {
  if (pictureBusy || document.hidden) return;
  pictureBusy = true;
  const picture = new Image();
  picture.alt = "Latest picture from the camera";
  picture.onload = () => {
    pictureBusy = false;
    picture.classList.toggle("small", Math.max(picture.naturalWidth, picture.naturalHeight) <= SMALL_PIXELS);
    byId("main").style.setProperty("--aspect", (picture.naturalWidth / picture.naturalHeight).toFixed(3));
    byId("picture").replaceChildren(picture);
  };
  picture.onerror = () => { pictureBusy = false; };
  picture.src = `frame.jpg?n=${frame}`;
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
  if (barLabels === labels.join("\n")) return;
  barLabels = labels.join("\n");
  makeBars(Math.min(labels.length, MAX_BARS));
  if (labels.length <= MAX_BARS) labels.forEach((label, i) => setText(bars[i].name, label));
}

function showDecision(decision) {
  const now = performance.now();
  lastEventAt = now;
  setState("live");
  askForPicture(decision.frame);
  showAnswer(decision, now);
  showBars(decision);
  showChip(decision);
  averageStages(decision.us);
  if (now - lastNumbersAt < NUMBERS_MS) return;
  lastNumbersAt = now;
  showNumbers(decision);
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

// ---- history

const chips = Array.from({ length: CHIPS }, () => {
  const chip = add(byId("history"), "li", "");
  return { chip, said: add(chip, "span", "said"), mark: add(chip, "span", "mark") };
});
let newest = -1;
let repeated = 0;

// A known truth makes every decision a chip of its own; without one, equal neighbours share a chip and are counted.
function showChip({ label, truth }) {
  const previous = chips[newest];
  repeated = truth === null && previous?.said.textContent === label ? repeated + 1 : 1;
  if (repeated === 1) {
    previous?.chip.classList.remove("newest");
    newest = (newest + 1) % CHIPS;
  }
  const { chip, said, mark } = chips[newest];
  setText(said, label);
  setText(mark, truth === null ? (repeated > 1 ? `×\u2009${repeated}` : "") : truth === label ? "✓" : `✗\u2009${truth}`);
  chip.className = `newest ${truth === null ? "" : truth === label ? "right" : "wrong"}`;
  chip.title = truth === null || truth === label ? label : `said ${label}, is ${truth}`;
  setText(byId("history-note"), truth === null ? "newest outlined" : "newest outlined, ✗ is wrong");
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

function showNumbers({ fps, p50Us, p95Us, frames, dropped, right, judged }) {
  setText(byId("fps"), `${fps.toFixed(1)} fps`);
  setText(byId("p50"), duration(p50Us));
  setText(byId("p95"), duration(p95Us));
  setText(byId("frames"), count(frames));
  setText(byId("dropped"), count(dropped));
  byId("right").parentElement.hidden = !judged;
  // Two long numbers do not fit a phone; a share does, however long the board runs.
  setText(byId("right"), !judged ? "–" : judged < 1000 ? `${right} of ${judged}` : `${(100 * right / judged).toFixed(1)} %`);
  const sum = stages.reduce((total, stage) => total + stage.mean, 0);
  for (const { part, time, mean } of stages) {
    part.hidden = false;
    part.style.flexGrow = mean;
    setText(time, duration(mean));
  }
  setText(sumTime, sum > 0 ? duration(sum) : "–");
}

makeBars(MAX_BARS);
connect();
