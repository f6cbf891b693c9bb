// The list of findings.

import { byId, counted, element } from "./dom.js";

const MOST = 200; // findings that are listed
const LEVELS = ["error", "warning", "info"];

/** Shows the findings of a text; `actions` says what their buttons do. */
export function showFindings({ findings, problem }, actions) {
  const panel = byId("panel-findings");
  const fixable = findings.filter((it) => it.fixes.some((fix) => fix.safe)).length;
  const head = element("p", { class: "summary" }, problem || summary(findings));
  const all = element("button", { type: "button", onclick: actions.fixAll }, `Fix all (${fixable} safe)`);
  const list = element("ol", { class: "findings" }, ...findings.slice(0, MOST).map((it) => entry(it, actions)));
  const rest = findings.length > MOST ? [element("p", {}, `and ${findings.length - MOST} more`)] : [];
  panel.replaceChildren(element("div", { class: "head" }, head, ...(fixable ? [all] : [])), list, ...rest);
}

export function summary(findings) {
  if (!findings.length) return "Nothing found.";
  const counts = LEVELS.map((level) => [findings.filter((it) => it.severity === level).length, level]);
  const words = { info: ["info", "infos"] };
  return `${counts.filter(([count]) => count).map(([count, level]) => counted(count, ...(words[level] ?? [level]))).join(", ")}.`;
}

function entry(it, { reveal, fix }) {
  const where = `${it.line}:${it.column}`;
  const go = element(
    "button",
    { type: "button", class: "go", onclick: () => reveal(it.start, it.end) },
    element("span", { class: `level ${it.severity}` }, it.severity),
    element("span", { class: "message" }, it.message),
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
      `Fix: ${offered.title}`,
      ...(offered.safe ? [] : [element("em", {}, " (unsafe)")]),
    ),
  );
  return element("li", {}, go, element("dl", {}, ...details.flat()), element("p", { class: "foot" }, rule, ...fixes));
}

function row(name, text) {
  return [element("dt", {}, name), element("dd", {}, text)];
}

function related(at, reveal) {
  const button = element("button", { type: "button", class: "link", onclick: () => reveal(at.start, at.end) }, `line ${at.line}`);
  return [element("dt", {}, "see"), element("dd", {}, button, at.label ? `: ${at.label}` : "")];
}
