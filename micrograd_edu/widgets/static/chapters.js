// A link from a lab to its chapter opens the page, not its source. JupyterLab does so by itself, with our setting; Notebook opens
// everything that a notebook links to as if it were a notebook. Its own page for files follows the setting.

export function openChapters(page) {
  const { notebook } = page.body.dataset;
  const config = JSON.parse(page.getElementById("jupyter-config-data")?.textContent ?? "{}");
  if (notebook !== "notebooks" || "litePluginSettings" in config) return;
  page.addEventListener("click", (event) => {
    const href = event.target.closest?.(".jp-RenderedMarkdown a[href]")?.href;
    const { pathname, hash, origin } = new URL(href ?? page.location.href);
    const files = `${config.baseUrl}files/`;
    if (!href || origin !== page.location.origin || !pathname.startsWith(files) || !pathname.endsWith(".md")) return;
    event.preventDefault();
    event.stopPropagation();
    window.open(`${config.baseUrl}edit/${pathname.slice(files.length)}?factory=Markdown%20Preview${hash}`, "_blank", "noopener");
  }, { capture: true });
}
