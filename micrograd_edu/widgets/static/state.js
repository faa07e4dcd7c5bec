// What the reader has chosen in a view, by name: the step, the function, the learning rate. Where the kernel runs, the Python
// view's traits are the same, in both directions; where it does not, the view works all the same.

export class State {
  constructor(values) {
    this.values = { ...values };
    this.listeners = [];
    this.model = null;
  }

  get(name) {
    return this.values[name];
  }

  set(changes) {
    const changed = Object.keys(changes).filter((name) => JSON.stringify(changes[name]) !== JSON.stringify(this.values[name]));
    if (!changed.length) return;
    Object.assign(this.values, changes);
    this.tell(changed);
    if (!this.model) return;
    for (const name of changed) this.model.set(name, this.values[name]);
    this.model.save_changes();
  }

  // Calls back with the names of what has changed; with "model" when the kernel has come or gone.
  watch(listener) {
    this.listeners.push(listener);
  }

  tell(names) {
    for (const listener of this.listeners) listener(names);
  }

  // Asks Python for something; false where nobody answers.
  ask(message) {
    this.model?.send(message);
    return this.model !== null;
  }

  attach(model) {
    this.model = model;
    const take = (name) => {
      if (JSON.stringify(model.get(name)) === JSON.stringify(this.values[name])) return;
      this.values[name] = model.get(name);
      this.tell([name]);
    };
    for (const name of Object.keys(this.values)) {
      model.on(`change:${name}`, () => take(name));
      take(name);
    }
    model.on("msg:custom", (message) => this.onmessage?.(message));
    model.on("destroy", () => { this.model = null; this.tell(["model"]); }); // the kernel was restarted or has ended
    this.tell(["model"]);
  }
}

// The widgets of this page by the id of their view: `widget.js` puts them here as soon as the kernel has made them.
const NAME = "micrograd-edu:widget";
const widgets = (globalThis[Symbol.for(NAME)] ??= new Map());

export function announce(id, model) {
  widgets.set(id, model);
  document.dispatchEvent(new CustomEvent(NAME, { detail: id }));
}

// Attach a state to its widget, now or when there is one.
export function connect(id, state, signal) {
  if (widgets.has(id)) state.attach(widgets.get(id));
  document.addEventListener(NAME, (event) => { if (event.detail === id) state.attach(widgets.get(id)); }, { signal });
}
