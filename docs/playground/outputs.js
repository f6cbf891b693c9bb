// The tabs with what jobs become.

import { byId, counted, element } from "./dom.js";
import { markdown } from "./markdown.js";

/** Shows the jobs of a text as JSON, as commands and as plans. */
export function showOutputs({ jobs, more, findings }) {
  const errors = findings.filter((it) => it.severity === "error").length;
  const missing = errors
    ? `${counted(errors, "error")}: what has errors is not compiled.`
    : "There is no job in the text.";
  show("json", "body");
  show("command", "command");
  byId("panel-plan").replaceChildren(...(jobs.length ? jobs.flatMap(planOf) : [hint("There is no job to plan.")]), ...rest());

  function show(name, key) {
    const written = jobs.filter((job) => job[key] || job.note);
    const parts = written.length ? written.flatMap((job) => textOf(job, key)) : [hint(missing)];
    byId(`panel-${name}`).replaceChildren(...parts, ...rest());
  }

  function rest() {
    return more ? [hint(`and ${counted(more, "more job", "more jobs")}`)] : [];
  }
}

const hint = (text) => element("p", { class: "summary" }, text);

function textOf(job, key) {
  const note = job.note ? [hint(job.note)] : [];
  return [...note, ...(job[key] ? [copied(job[key], job.title)] : [])];
}

function copied(text, title) {
  const button = element("button", { type: "button", "aria-label": `Copy ${title}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = "Copied";
    } catch {
      button.textContent = "Select the text to copy it";
    }
  });
  return element("div", { class: "text" }, button, element("pre", {}, text));
}

function planOf(job) {
  const address = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(job.picture)}`;
  const picture = job.picture ? [element("img", { src: address, alt: `The users of ${job.title} over time`, width: 640 })] : [];
  return [element("h2", {}, job.title), ...picture, element("div", { class: "prose" }, ...markdown(job.plan))];
}
