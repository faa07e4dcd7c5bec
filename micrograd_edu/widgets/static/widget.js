// The widget behind a view: it lends the view its traits. In VS Code, where JupyterLab's extensions are not, it draws the view too.
// anywidget takes it in one module with the view's own script, whose `show` it is given.

import { announce, State } from "./state.js";

export const widget = (show) => ({
  initialize({ model }) {
    announce(model.get("view_id"), model);
  },
  render({ model, el }) {
    const state = new State(model.get("state"));
    show(el, model.get("facts"), state);
    state.attach(model);
  },
});
