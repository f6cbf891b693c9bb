// The box that converts between the AWS CLI's shorthand and JSON.

import { byId, element } from "./dom.js";
import { newest } from "./python.js";

const SAMPLE = {
  option: "stopping-conditions",
  text: "MaxInvocations=300,ModelLatencyThresholds=[{Percentile=P95,ValueInMilliseconds=100}]",
};

/** Fills the box, and converts what is typed in it. */
export async function shorthandBox(python) {
  const option = byId("option"), shorthand = byId("shorthand"), json = byId("shorthand-json");
  const problems = byId("shorthand-problems");
  let typed = shorthand;

  const convert = newest(
    (ask, text) => python.ask({ ask, text, option: option.value }),
    (answer, ask, text) => {
      if (text !== typed.value) return; // an older text
      (ask === "to_json" ? json : shorthand).value = answer.text;
      tell(answer.problems);
    },
    (error) => tell([error.message]),
  );

  function tell(texts) {
    problems.replaceChildren(...texts.map((text) => element("li", {}, text)));
  }

  function update() {
    if (typed.value.trim()) convert(typed === shorthand ? "to_json" : "to_shorthand", typed.value);
  }

  for (const box of [shorthand, json]) {
    box.addEventListener("input", () => {
      typed = box;
      update();
    });
  }
  option.addEventListener("change", update);
  try {
    const options = await python.ask({ ask: "options" });
    option.append(...options.map((name) => element("option", { value: name }, `--${name}`)));
    option.value = SAMPLE.option;
    shorthand.value = SAMPLE.text;
    update();
  } catch (error) {
    tell([error.message]);
  }
}
