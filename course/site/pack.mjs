// Lets the Python that runs in the browser pack what it will read there: node pack.mjs FOLDER PACKAGES
// FOLDER has Pyodide and its packages, of which PACKAGES (JSON) are those of a kernel. What is done is in pack.py.

import { readFileSync } from "node:fs";
import process from "node:process";
import { pathToFileURL } from "node:url";

const [folder, packages] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${folder}/pyodide.mjs`));
const options = { indexURL: folder, lockFileURL: `${folder}/pyodide-lock.json`, packages: JSON.parse(packages) };
const python = await loadPyodide({ ...options, stdout: () => {}, env: { PYTHONHASHSEED: "0" } });
python.mountNodeFS("/folder", folder);
python.runPython(readFileSync(new URL("pack.py", import.meta.url), "utf8"));
