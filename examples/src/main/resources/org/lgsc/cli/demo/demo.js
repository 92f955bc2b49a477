"use strict";

const byId = (id) => document.getElementById(id);
const MOST_BYTES = 8 * 1024 * 1024;
const WORDS = { LIVE: "Live", SPOOF: "Spoof", UNDECIDED: "Undecided" };

/** Number of pictures that the webcam's verdict is based on. */
const LATEST = 6;
/** Least milliseconds from one picture of the webcam to the next. */
const PACE = 400;
/** Milliseconds to wait after the server reported that it is busy. */
const PAUSE = 1500;

/** The newest request; answers to older ones are dropped. */
let newest = 0;
/** The webcam's stream; null while it is off. */
let stream = null;
/** The webcam's latest results. */
let frames = [];

/** Writes only changed text: a screen reader reads it once. */
function write(id, text) {
  if (byId(id).textContent !== text) {
    byId(id).textContent = text;
  }
}

function say(verdict, decision, detail) {
  write("verdict", verdict);
  byId("verdict").dataset.decision = decision;
  write("detail", detail);
}

function clear() {
  for (const id of ["numbers", "overlay", "legend", "latest"]) {
    byId(id).hidden = true;
  }
}

const fixed = (score) => score === null ? "none" : score.toFixed(4);

function show(result) {
  write("score", fixed(result.spoofScore));
  write("threshold", fixed(result.threshold));
  write("face", result.face ? `${result.face.width} x ${result.face.height} pixels` : "none");
  const ms = result.milliseconds;
  write("time", `${Math.round(ms.decode + ms.detect + ms.cut + ms.score)} ms`);
  byId("numbers").hidden = false;
  byId("overlay").hidden = byId("legend").hidden = !result.overlay;
  if (result.overlay) {
    byId("overlay").src = result.overlay;
    byId("overlay").alt =
      `The picture with the face's box and its spoof cues: ${WORDS[result.decision]}.`;
  }
}

/** Returns the result, or the text of the answer if there is none. */
async function ask(picture) {
  if (picture.size > MOST_BYTES) {
    return { failure: "The picture has more than 8 MiB." };
  }
  try {
    const response = await fetch("check", { method: "POST", body: picture });
    return response.ok ? { result: await response.json() } : { failure: await response.text() };
  } catch (error) {
    return { failure: "The server does not respond." };
  }
}

async function check(picture) {
  const request = ++newest;
  clear();
  say("Checking…", "", "");
  const answer = await ask(picture);
  if (request !== newest) {
    return;
  }
  if (answer.result) {
    say(WORDS[answer.result.decision], answer.result.decision, answer.result.detail);
    show(answer.result);
  } else {
    say("Not checked", "", answer.failure);
  }
}

/** Keeps a result. A picture without a face drops the earlier ones: that person has left. */
function keep(result) {
  if (result.reasons.includes("NO_FACE")) {
    frames = [];
  }
  frames = [...frames, result].slice(-LATEST);
}

/** The mean score of the latest pictures; undecided while fewer than half of them are judged. */
function together() {
  const judged = frames.filter((f) => f.decision !== "UNDECIDED");
  const last = frames[frames.length - 1];
  if (2 * judged.length < LATEST) {
    return { decision: "UNDECIDED", detail: last.detail || "Looking…" };
  }
  const mean = judged.reduce((sum, f) => sum + f.spoofScore, 0) / judged.length;
  return {
    decision: mean <= last.threshold ? "LIVE" : "SPOOF",
    detail: `Mean spoof score ${fixed(mean)} of ${judged.length} pictures.`,
  };
}

function showLatest() {
  const verdict = together();
  say(WORDS[verdict.decision], verdict.decision, verdict.detail);
  byId("history").replaceChildren(...frames.map((f) => {
    const item = document.createElement("li");
    item.dataset.decision = f.decision;
    item.textContent = f.spoofScore === null ? "–" : f.spoofScore.toFixed(2);
    item.title = WORDS[f.decision];
    return item;
  }));
  byId("latest").hidden = false;
}

/** The webcam's picture as PNG: JPEG would add compression artefacts, a cue of its own. */
function grab(video) {
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}

const wait = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

async function watch() {
  const request = ++newest;
  const going = () => request === newest && stream !== null;
  frames = [];
  clear();
  say("Looking…", "", "");
  while (going()) {
    const next = Date.now() + PACE;
    const picture = document.hidden ? null : await grab(byId("video"));
    const answer = picture && going() ? await ask(picture) : null;
    if (answer && going()) {
      if (answer.result) {
        keep(answer.result);
        showLatest();
        show(answer.result);
      } else {
        say("Not checked", "", answer.failure);
        await wait(PAUSE);
      }
    }
    await wait(Math.max(0, next - Date.now()));
  }
}

function stop() {
  if (stream) {
    stream.getTracks().forEach((track) => track.stop());
  }
  stream = null;
  byId("video").srcObject = null;
  byId("video").hidden = true;
  byId("start").textContent = "Start the webcam";
  byId("start").setAttribute("aria-pressed", "false");
}

async function start() {
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "user", width: { ideal: 960 } },
    });
    byId("video").srcObject = stream;
    byId("video").hidden = false;
    await byId("video").play();
  } catch (error) {
    stop();
    say("No webcam", "", "The browser does not grant access to a webcam: allow it, or choose a file.");
    return;
  }
  byId("start").textContent = "Stop the webcam";
  byId("start").setAttribute("aria-pressed", "true");
  watch();
}

byId("file").addEventListener("change", () => {
  const file = byId("file").files[0];
  if (file) {
    stop();
    check(file);
  }
});

byId("start").addEventListener("click", () => {
  if (stream) {
    stop();
  } else {
    start();
  }
});

byId("rule").textContent =
  `The verdict is based on the mean score of the latest ${LATEST} pictures. It is undecided`
    + " while fewer than half of them can be judged. A picture without a face restarts it.";

/** Shows the model's card; without it the page still checks pictures. */
async function describe() {
  const response = await fetch("card");
  if (!response.ok) {
    return;
  }
  const card = await response.json();
  byId("caution").textContent = card.caution;
  byId("caution").hidden = card.caution === "";
  for (const row of card.rows) {
    const name = document.createElement("dt");
    name.textContent = row.name;
    const value = document.createElement("dd");
    value.textContent = row.value;
    byId("card").append(name, value);
  }
}

describe().catch(() => {});
