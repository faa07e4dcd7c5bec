// What a kernel in a browser cannot say or do by itself: that it has died, how a cell is stopped, and where the work goes.

const RESTART = "Restart Python";
const INSTALLED = { name: "python3", display_name: "Python 3 (ipykernel)", language: "python" };

export function plugin({ INotebookTracker }, { Dialog, showDialog, showErrorMessage }) {
  const ask = async (panel, title, body) => {
    const answer = await showDialog({
      title,
      body,
      buttons: [Dialog.cancelButton(), Dialog.warnButton({ label: RESTART })],
    });
    if (answer.button.label === RESTART) await panel.sessionContext.restartKernel();
  };

  // Python's worker says so itself (micrograd_edu/browser), and which notebook it served.
  const watch = (tracker) => {
    new BroadcastChannel("micrograd-edu").onmessage = ({ data }) => {
      const panel = tracker.find((each) => each.sessionContext.session?.kernel?.clientId === data.died);
      if (panel)
        ask(
          panel,
          "Python has stopped",
          "What ran last needed more room than a browser gives: calls inside calls, or a very long chain. " +
            "Nothing that you wrote is lost. Restart, and run the cells from the top.",
        );
    };
  };

  // Without the help of a server, only a restart ends a cell that runs.
  const interrupt = (app, tracker) => {
    app.commands.commandExecuted.connect((_, { id }) => {
      const panel = tracker.currentWidget;
      if (!panel || !["notebook:interrupt-kernel", "kernelmenu:interrupt"].includes(id)) return;
      if (panel.sessionContext.session?.kernel?.status === "busy")
        ask(
          panel,
          "Stop this cell?",
          "In a browser a cell is stopped by restarting Python. What you wrote stays; what your cells have computed is " +
            "lost: run them again from the top.",
        );
    });
  };

  // A download names the kernel of an installed Jupyter, as what is handed out does; what is opened, the one that is here.
  const download = (app, tracker) => {
    app.commands.addCommand("micrograd-edu:download", {
      label: "Download",
      caption: "Keep this notebook on your own disk",
      execute: async () => {
        const { context } = tracker.currentWidget;
        await context.save();
        const file = new Blob([JSON.stringify(withKernel(context.model.toJSON(), INSTALLED), undefined, 1)]);
        const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: basename(context.path) });
        link.click();
        URL.revokeObjectURL(link.href);
      },
    });
  };

  const open = (app) => {
    app.commands.addCommand("micrograd-edu:open", {
      label: "Open",
      caption: "Open a notebook that you have downloaded",
      execute: () => {
        const chooser = Object.assign(document.createElement("input"), { type: "file", accept: ".ipynb" });
        chooser.onchange = async () => {
          const [file] = chooser.files;
          try {
            const { contents, kernelspecs } = app.serviceManager;
            const { default: here, kernelspecs: known } = kernelspecs.specs;
            const content = withKernel(JSON.parse(await file.text()), known[here]);
            const path = await free(contents, file.name);
            await contents.save(path, { type: "notebook", format: "json", content });
            await app.commands.execute("docmanager:open", { path });
          } catch (problem) {
            await showErrorMessage(`${file.name} cannot be opened`, `It is no notebook: ${problem.message}`);
          }
        };
        chooser.click();
      },
    });
  };

  return [
    {
      id: "micrograd-edu-site:plugin",
      autoStart: true,
      requires: [INotebookTracker],
      activate: (app, tracker) => {
        watch(tracker);
        interrupt(app, tracker);
        download(app, tracker);
        open(app);
      },
    },
  ];
}

function withKernel(notebook, { name, display_name, language }) {
  return { ...notebook, metadata: { ...notebook.metadata, kernelspec: { name, display_name, language } } };
}

function basename(path) {
  return path.split("/").pop();
}

// Never over work that is there.
async function free(contents, name) {
  const { content } = await contents.get("");
  const taken = new Set(content.map((each) => each.name));
  const [stem] = name.split(/\.ipynb$/);
  for (let i = 1; ; i++) {
    const path = i === 1 ? `${stem}.ipynb` : `${stem}-${i}.ipynb`;
    if (!taken.has(path)) return path;
  }
}
