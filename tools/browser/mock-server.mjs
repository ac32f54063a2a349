// A stand-in for the board program, for work on the live page:  node mock-server.mjs [--port 8080] [options]
//   --fps 5             decisions per second
//   --labels a,b,c      class names (default: the ten digits)
//   --no-truth          as with a real camera: the right answer is not known
//   --landscape         a 320x240 picture instead of a 28x28 digit
//   --board             a board that tells its clock and slows down
//   --silent-after 20   send so many events, then keep the stream open and say nothing
// It listens on loopback only. Port 0, the default, takes a free one; the first line printed is the address.
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { encodePng } from "./png.mjs";

const { values: options } = parseArgs({
  options: {
    port: { type: "string", default: "0" },
    fps: { type: "string", default: "5" },
    labels: { type: "string", default: "0,1,2,3,4,5,6,7,8,9" },
    "no-truth": { type: "boolean", default: false },
    board: { type: "boolean", default: false },
    landscape: { type: "boolean", default: false },
    "silent-after": { type: "string", default: "0" },
  },
});

const PAGE = new URL("../../src/EdgeCnn.Agent/Page/", import.meta.url);
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; form-action 'self'";
const FILES = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/page.css": ["page.css", "text/css; charset=utf-8"],
  ...Object.fromEntries(["page", "dom", "charts", "layers", "save"].map(name => [`/${name}.js`, [`${name}.js`, "text/javascript; charset=utf-8"]])),
  "/icon.svg": ["icon.svg", "image/svg+xml"],
};

const labels = options.labels.split(",");
const silentAfter = Number(options["silent-after"]);

// 5x7 dot digits, one string of rows each
const DIGITS = [
  "01110 10001 10011 10101 11001 10001 01110", "00100 01100 00100 00100 00100 00100 01110",
  "01110 10001 00001 00110 01000 10000 11111", "01110 10001 00001 00110 00001 10001 01110",
  "00010 00110 01010 10010 11111 00010 00010", "11111 10000 11110 00001 00001 10001 01110",
  "00110 01000 10000 11110 10001 10001 01110", "11111 00001 00010 00100 00100 01000 01000",
  "01110 10001 10001 01110 10001 10001 01110", "01110 10001 10001 01111 00001 00010 01100",
].map(rows => rows.split(" "));

/** Draws a digit as a soft, slanted stroke on black: [28, 28] bytes. */
function drawDigit(digit, slant) {
  const pixels = new Uint8Array(28 * 28);
  for (let y = 0; y < 28; y++) {
    for (let x = 0; x < 28; x++) {
      const u = (x - 6.5 - slant * (14 - y)) / 3.1;
      const v = (y - 4) / 2.9;
      let ink = 0;
      DIGITS[digit].forEach((row, r) => [...row].forEach((dot, c) => {
        if (dot === "1") ink += Math.exp(-((u - c - 0.5) ** 2 + (v - r - 0.5) ** 2) * 2.2);
      }));
      pixels[y * 28 + x] = Math.min(255, Math.max(0, 330 * ink - 90));
    }
  }
  return encodePng(pixels, 28, 28);
}

/** Draws hills under a sky, moving with the frame number: [240, 320] bytes. */
function drawLandscape(frame) {
  const pixels = new Uint8Array(320 * 240);
  for (let y = 0; y < 240; y++) {
    for (let x = 0; x < 320; x++) {
      const far = 120 + 24 * Math.sin((x + frame) / 38) + 9 * Math.sin(x / 13);
      const near = 180 + 16 * Math.sin((x + 3 * frame) / 55);
      pixels[y * 320 + x] = y > near ? 55 : y > far ? 105 : 225 - y / 3;
    }
  }
  return encodePng(pixels, 320, 240);
}

const startedAt = performance.now();
const seconds = [];
const changes = [];
const region = options.landscape
  ? { width: 320, height: 240, source: [40, 0, 240, 240], target: [0, 0, 96, 96] }
  : { width: 28, height: 28, source: [0, 0, 28, 28], target: [0, 0, 28, 28] };
const layers = ["stem/conv1", "block1/depthwise", "block1/pointwise", "block2/depthwise", "block2/pointwise", "pool", "classifier"].map((name, i) => ({
  name, op: name.includes("pool") ? "GlobalAverage" : "Conv2d", shape: `[1,${24 >> (i / 2)},${24 >> (i / 2)},${16 << (i / 2)}]`, kernel: "int8-gemm-8x8c4-neondot", macs: 112_896 * (7 - i), us: 60 - 7 * i + 4 * Math.random(),
}));
let held = 0;
let saved = 0;

/** Keeps what the board keeps of the last minutes. */
function remember(event) {
  const now = Math.round(performance.now() - startedAt);
  const at = Math.floor(now / 1000);
  const total = Object.values(event.us).reduce((sum, us) => sum + us, 0);
  if (seconds.at(-1)?.at !== at) seconds.push({ at, label: event.label, share: 1, frames: 0, meanUs: total, mostUs: 0 });
  const second = seconds.at(-1);
  second.frames++;
  second.mostUs = Math.max(second.mostUs, total);
  const last = changes.at(-1);
  if (last?.label === event.label && last.truth === event.truth) last.frames++;
  else changes.push({ at: now, label: event.label, truth: event.truth, probability: event.probability, frames: 1 });
  changes.splice(0, changes.length - 16);
  event.now = now;
  event.changes = changes;
  event.board = {
    celsius: 48 + 3 * Math.sin(now / 9000), mhz: options.board ? 1500 : null, mostMhz: options.board ? 1800 : null, throttled: options.board ? true : null,
    throttledBy: options.board ? "undervoltage" : null, uptime: Math.round(now / 1000), memory: 61e6, actionsFailed: 0,
  };
}

function makeEvents() {
  let frame = 0;
  let right = 0;
  const jitter = (mean, part) => Math.round(mean * (1 + part * (Math.random() - 0.3)));
  return () => {
    frame++;
    const truth = options["no-truth"] ? Math.floor(frame / 13) % labels.length : (frame * 7 + Math.floor(frame / 10)) % labels.length;
    const said = frame % 17 === 0 ? (truth + 5) % labels.length : truth;
    const sure = said === truth ? 1 - 0.12 * Math.random() ** 3 : 0.46 + 0.3 * Math.random();
    const weights = labels.map((_, i) => (i === said ? 0 : Math.random() ** 4));
    const rest = weights.reduce((sum, weight) => sum + weight, 0) || 1;
    const shares = weights.map((weight, i) => (i === said ? sure : ((1 - sure) * weight) / rest));
    const shown = shares.map((_, i) => i).sort((a, b) => shares[b] - shares[a]).slice(0, 10).sort((a, b) => a - b);
    if (said === truth) right++;
    const known = !options["no-truth"];
    return {
      truthIndex: truth,
      event: {
        frame, label: labels[said], probability: sure, truth: known ? labels[truth] : null,
        top: shown.map(i => ({ label: labels[i], probability: shares[i] })),
        us: { capture: jitter(12, 0.5), preprocess: jitter(9, 0.4), infer: jitter(240, 0.2), decide: jitter(5, 0.6) },
        fps: Number(options.fps) - 0.1 + 0.1 * Math.random(), p50Us: jitter(262, 0.02), p95Us: jitter(310, 0.03), p99Us: jitter(420, 0.03),
        frames: frame, dropped: 0, right: known ? right : null, judged: known ? frame : null, region,
      },
    };
  };
}

const nextEvent = makeEvents();
let latest = nextEvent();
const listeners = new Map();
setInterval(() => {
  if (silentAfter && latest.event.frame >= silentAfter) return;
  latest = nextEvent();
  remember(latest.event);
  for (const [response, stream] of listeners) {
    const finished = seconds.slice(stream.seen, -1);
    stream.seen += finished.length;
    response.write(`data: ${JSON.stringify({ ...latest.event, seconds: finished })}\n\n`);
  }
}, 1000 / Number(options.fps));

function startStream(request, response) {
  response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  const hello = {
    model: "mnist-cnn", labels, kernels: "avx2", camera: "files:models/mnist-cnn/samples",
    input: options.landscape ? "96x96x3" : "28x28x1", version: "0.1.0", layers: layers.length, canSave: true,
  };
  response.write(`event: hello\ndata: ${JSON.stringify(hello)}\n\n`);
  listeners.set(response, { seen: 0 });
  request.on("close", () => listeners.delete(response));
}

function picture(response) {
  const { frame } = latest.event;
  send(response, 200, "image/png", options.landscape ? drawLandscape(frame) : drawDigit(latest.truthIndex % 10, 0.25 * Math.sin(frame)));
}

const json = (response, value) => send(response, 200, "application/json", JSON.stringify(value));

function send(response, status, type, body) {
  response.writeHead(status, {
    "Content-Type": type, "Cache-Control": "no-store", "Content-Security-Policy": CSP, "X-Content-Type-Options": "nosniff",
  });
  response.end(body);
}

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://localhost");
  if (pathname in FILES) {
    const [name, type] = FILES[pathname];
    send(response, 200, type, await readFile(new URL(name, PAGE)));
  } else if (pathname === "/events") {
    startStream(request, response);
  } else if (pathname === "/frame.jpg") {
    picture(response);
  } else if (pathname === "/held.png") {
    picture(response);
  } else if (pathname === "/layers") {
    json(response, { layers });
  } else if (pathname === "/hold") {
    json(response, { id: ++held });
  } else if (pathname === "/save") {
    let body = "";
    for await (const part of request) body += part;
    json(response, { saved: `${JSON.parse(body).label}/20261126-210455-123.png`, pictures: ++saved });
  } else if (pathname === "/healthz") {
    send(response, 200, "application/json", JSON.stringify({ status: "ok", frames: latest.event.frame }));
  } else if (pathname === "/metrics") {
    send(response, 200, "text/plain; version=0.0.4", `edgecnn_frames_total ${latest.event.frame}\n`);
  } else {
    send(response, 404, "text/plain", "not found\n");
  }
});

server.listen(Number(options.port), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
