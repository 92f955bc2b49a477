"use strict";

const byId = (id) => document.getElementById(id);
const MOST_BYTES = 8 * 1024 * 1024;
const WORDS = { LIVE: "Live", SPOOF: "Spoof", UNDECIDED: "Undecided" };

/** The newest request; answers to older ones are dropped. */
let newest = 0;

function say(verdict, decision, detail) {
  byId("verdict").textContent = verdict;
  byId("verdict").dataset.decision = decision;
  byId("detail").textContent = detail;
}

function clear() {
  byId("numbers").hidden = true;
  byId("overlay").hidden = true;
  byId("legend").hidden = true;
}

function show(result) {
  const word = WORDS[result.decision];
  say(word, result.decision, result.detail);
  byId("score").textContent = result.spoofScore === null ? "none" : result.spoofScore.toFixed(4);
  byId("threshold").textContent = result.threshold.toFixed(4);
  byId("face").textContent = result.face
    ? `${result.face.width} x ${result.face.height} pixels`
    : "none";
  const ms = result.milliseconds;
  byId("time").textContent = `${Math.round(ms.decode + ms.detect + ms.score)} ms`;
  byId("numbers").hidden = false;
  if (result.overlay) {
    byId("overlay").src = result.overlay;
    byId("overlay").alt = `The picture with the face's box and its spoof cues: ${word}.`;
    byId("overlay").hidden = false;
    byId("legend").hidden = false;
  }
}

async function check(picture) {
  const request = ++newest;
  clear();
  if (picture.size > MOST_BYTES) {
    say("Not checked", "", "The picture has more than 8 MiB.");
    return;
  }
  say("Checking…", "", "");
  try {
    const response = await fetch("check", { method: "POST", body: picture });
    const answer = response.ok ? await response.json() : await response.text();
    if (request !== newest) {
      return;
    }
    if (response.ok) {
      show(answer);
    } else {
      say("Not checked", "", answer);
    }
  } catch (error) {
    if (request === newest) {
      say("Not checked", "", "The server does not answer.");
    }
  }
}

byId("file").addEventListener("change", () => {
  const file = byId("file").files[0];
  if (file) {
    check(file);
  }
});

byId("start").addEventListener("click", async () => {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: "user", width: { ideal: 1280 } },
    });
    const video = byId("video");
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    byId("shoot").disabled = false;
  } catch (error) {
    say("No webcam", "", "The browser gives no webcam: allow it, or choose a file.");
  }
});

byId("shoot").addEventListener("click", () => {
  const video = byId("video");
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext("2d").drawImage(video, 0, 0);
  // PNG: compression of its own would be a cue that the camera did not make
  canvas.toBlob((blob) => check(blob), "image/png");
});

/** What the model is and is not for; a page without it still checks pictures. */
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
