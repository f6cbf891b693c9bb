// Runs Python. It answers questions in JSON, one after the other; until it is ready, it says what it is doing.

import { loadPyodide } from "./pyodide/pyodide.mjs";

const FOLDER = "/lib/packages";

const fetchAnything = self.fetch;

// Pyodide waits forever for some files that can't be fetched, so each failure is told from here.
self.fetch = async (address, ...options) => {
  const name = new URL(address, location).pathname.split("/").at(-1);
  try {
    const response = await fetchAnything(address, ...options);
    if (!response.ok) postMessage({ broken: `${name}: ${response.status} ${response.statusText}` });
    return response;
  } catch (error) {
    postMessage({ broken: `${name}: ${error.message}` });
    throw error;
  }
};

async function load() {
  const packages = fetch("packages.zip").then((response) => response.arrayBuffer());
  const [python, archive] = await Promise.all([loadPyodide(), packages]);
  python.unpackArchive(archive, "zip", { extractDir: FOLDER });
  python.globals.set("folder", FOLDER);
  python.runPython("import sys; sys.path.insert(0, folder)");
  return python.pyimport("answers").answer;
}

// Nothing is fetched once Python runs, whatever a text says.
function closeNetwork() {
  for (const name of ["fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "importScripts"]) {
    Object.defineProperty(self, name, { value: undefined, configurable: false, writable: false });
  }
}

const ready = load().then(
  (answer) => {
    closeNetwork();
    postMessage({ ready: true });
    return answer;
  },
  (error) => {
    postMessage({ broken: String(error?.message ?? error) });
    return null;
  },
);

self.onmessage = async ({ data }) => {
  const answer = await ready;
  if (!answer) return;
  try {
    postMessage({ number: data.number, answer: JSON.parse(answer(JSON.stringify(data.question))) });
  } catch (error) {
    const isDead = error?.name !== "PythonError"; // Python itself has failed, and not a program in it
    postMessage({ number: data.number, error: String(error?.message ?? error), isDead });
  }
};
