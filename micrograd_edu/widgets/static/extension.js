// Hands `renderer.js` to JupyterLab and Notebook, which take extensions as containers of webpack's module federation:
// an object with `init`, given the modules that all share, and `get`. Written by hand, there is nothing to build.
{
  const here = document.currentScript.src;
  let shared;
  const get = async () => {
    const [lumino] = Object.values(shared["@lumino/widgets"]);
    const { Widget } = (await lumino.get())();
    const { extension } = await import(new URL("renderer.js", here));
    const module = { __esModule: true, default: extension(Widget) };
    return () => module;
  };
  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["micrograd-edu"] = { init: async (modules) => { shared = modules; }, get };
}
