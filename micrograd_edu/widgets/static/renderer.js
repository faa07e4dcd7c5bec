// Draws a view from what is saved in a notebook: { view, id, facts, state }. It needs no kernel, and nothing that the notebook
// holds is run or read as HTML: facts are numbers and words, so a notebook need not be trusted.

import { openChapters } from "./chapters.js";
import { openFolds } from "./folds.js";
import { connect, State } from "./state.js";
import * as finite_difference from "./finite_difference.js";
import * as stepper from "./stepper.js";
import * as theatre from "./theatre.js";
import * as twin from "./twin.js";

const VIEWS = { finite_difference, stepper, theatre, twin };
const TYPE = "application/vnd.micrograd-edu.view+json";

export function extension(Widget) {
  openFolds(document);
  openChapters(document);
  class View extends Widget {
    async renderModel(model) {
      const { view, id, facts, state } = model.data[TYPE];
      addStyle();
      this.node.replaceChildren();
      this.left?.abort();
      this.left = new AbortController();
      const shared = new State(state);
      try {
        VIEWS[view].show(this.node, facts, shared);
      } catch (problem) {
        this.node.textContent = `This was made by another version of the course (${problem.message}). Run the cell again.`;
        return;
      }
      connect(id, shared, this.left.signal);
    }

    dispose() {
      this.left?.abort();
      super.dispose();
    }
  }
  const rendererFactory = { safe: true, mimeTypes: [TYPE], createRenderer: () => new View() };
  return { id: "micrograd-edu:view", rank: 0, dataType: "json", rendererFactory };
}

function addStyle() {
  const href = new URL("view.css", import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href }));
}
