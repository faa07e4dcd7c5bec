// Hands `plugin.js` to JupyterLite; as micrograd_edu/widgets/static/extension.js does for the views.
{
  const here = document.currentScript.src;
  let shared;
  const take = async (name) => (await Object.values(shared[name])[0].get())();
  const get = async () => {
    const { plugin } = await import(new URL("plugin.js", here));
    const module = { __esModule: true, default: plugin(await take("@jupyterlab/notebook"), await take("@jupyterlab/apputils")) };
    return () => module;
  };
  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB["micrograd-edu-site"] = { init: async (modules) => { shared = modules; }, get };
}
