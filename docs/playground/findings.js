// The list of findings.

import { byId, counted, element } from "./dom.js";
import { message } from "./markdown.js";

const MOST = 200; // findings that are listed
const LEVELS = ["error", "warning", "info"];

/** Shows the findings of a text; `actions` says what their buttons do. */
export function showFindings({ findings, problem }, actions) {
  const panel = byId("panel-findings");
  const fixable = findings.filter((it) => it.fixes.some((fix) => fix.safe)).length;
  const head = element("p", { class: "summary" }, problem || summary(findings));
  const all = element("button", { type: "button", onclick: actions.fixAll }, `Fix all (${fixable} safe)`);
  const list = element("ol", { class: "findings", onkeydown: move }, ...findings.slice(0, MOST).map((it) => entry(it, actions)));
  const rest = findings.length > MOST ? [element("p", {}, `and ${findings.length - MOST} more`)] : [];
  panel.replaceChildren(element("div", { class: "head" }, head, ...(fixable ? [all] : [])), list, ...rest);
}

/** Shows why there are no findings. */
export function showFailure(why) {
  byId("panel-findings").replaceChildren(element("p", { class: "summary" }, why));
}

/** Moves the focus to the finding above or below with the arrow keys. */
function move(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const rows = [...event.currentTarget.querySelectorAll(".go")];
  const here = event.target.closest("li").querySelector(".go");
  rows[rows.indexOf(here) + step]?.focus();
  event.preventDefault();
}

/** Returns how many findings there are of each severity. */
export function summary(findings) {
  if (!findings.length) return "Nothing found.";
  const counts = LEVELS.map((level) => [findings.filter((it) => it.severity === level).length, level]);
  const words = counts.map(([count, level]) => count && counted(count, level, level === "info" ? level : undefined));
  return `${words.filter(Boolean).join(", ")}.`;
}

function entry(it, { reveal, fix }) {
  const where = `${it.line}:${it.column}`;
  const go = element(
    "button",
    { type: "button", class: "go", onclick: () => reveal(it.start, it.end) },
    element("span", { class: `level ${it.severity}` }, it.severity),
    element("span", { class: "message" }, ...message(it.message)),
    element("span", { class: "where" }, where),
  );
  const details = [
    ...(it.label ? [row("here", it.label)] : []),
    ...(it.help ? [row("help", it.help)] : []),
    ...it.notes.map((note) => row("note", note)),
    ...it.related.map((at) => related(at, reveal)),
  ];
  const rule = element("a", { href: `../rules/${encodeURIComponent(it.rule)}.html`, target: "_blank", rel: "noopener" }, it.rule);
  const fixes = it.fixes.map((offered) =>
    element(
      "button",
      { type: "button", class: "fix", onclick: () => fix(offered), "aria-label": `Fix: ${offered.title} (${where})` },
      "Fix: ",
      ...message(offered.title),
      ...(offered.safe ? [] : [element("em", {}, " (unsafe)")]),
    ),
  );
  return element("li", {}, go, element("dl", {}, ...details.flat()), element("p", { class: "foot" }, rule, ...fixes));
}

function row(name, text) {
  return [element("dt", {}, name), element("dd", {}, ...message(text))];
}

function related(at, reveal) {
  const button = element("button", { type: "button", class: "link", onclick: () => reveal(at.start, at.end) }, `line ${at.line}`);
  return [element("dt", {}, "see"), element("dd", {}, button, ...(at.label ? [": ", ...message(at.label)] : []))];
}
