// "Read on" of a verdict names a section of the lab or a fold in it, and links to the section: JupyterLab jumps to headings alone.
// Where it is a fold, this opens it and goes there, with the focus on its title, so also from the keyboard.

const NAMED = /^Lab \d+, '(.+)'$/;
const PATIENCE = 3000; // a cell far away is drawn when JupyterLab has jumped there
const AFTER_THE_JUMP = 250;

export function openFolds(page) {
  page.addEventListener("click", ({ target }) => {
    const link = target.closest?.(".mge a[href^='#']");
    const place = link?.textContent.match(NAMED)?.[1].replaceAll("`", "");
    if (place) setTimeout(() => open(link.closest(".jp-Notebook") ?? page, place, Date.now() + PATIENCE), AFTER_THE_JUMP);
  }, { capture: true });
}

function open(notebook, place, until) {
  const named = ({ textContent }) => textContent.includes(place);
  if ([...notebook.querySelectorAll("h2, h3, h4")].some(named)) return;
  const title = [...notebook.querySelectorAll(".jp-MarkdownOutput details > summary")].find(named);
  if (title) {
    title.parentElement.open = true;
    title.scrollIntoView({ block: "start" });
    title.focus({ preventScroll: true });
  } else if (Date.now() < until) {
    setTimeout(open, AFTER_THE_JUMP, notebook, place, until);
  }
}
