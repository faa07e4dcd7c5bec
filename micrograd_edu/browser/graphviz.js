// Graphviz's WebAssembly build, run by the browser: a function of its bytes that gives a function of (dot, form).
// It was compiled for WASI, a small operating system. Of that it needs a clock, an empty environment, and somewhere to
// complain; files there are none.
// oxlint-disable-next-line no-unused-expressions -- it is what this file evaluates to
(wasm) => {
  const NO_SUCH_FILE = 44;
  const view = () => new DataView(memory.buffer);
  const system = {
    environ_get: () => 0,
    environ_sizes_get: (count, size) => {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return 0;
    },
    clock_time_get: (_clock, _precision, at) => {
      view().setBigUint64(at, 0n, true);
      return 0;
    },
    random_get: () => 0,
    fd_prestat_get: () => 8, // there is no such folder, and no more to ask for
    fd_write: (_file, texts, count, written) => {
      let length = 0;
      for (let i = 0; i < count; i++) length += view().getUint32(texts + 8 * i + 4, true);
      view().setUint32(written, length, true);
      return 0;
    },
    proc_exit: (code) => {
      throw new Error(`Graphviz has stopped with ${code}`);
    },
  };
  const wasi_snapshot_preview1 = new Proxy(system, { get: (known, name) => known[name] ?? (() => NO_SUCH_FILE) });
  const graphviz = new WebAssembly.Instance(new WebAssembly.Module(wasm), { wasi_snapshot_preview1 }).exports;
  const { memory, malloc, graphviz_free, graphviz_render } = graphviz;

  const put = (text) => {
    const bytes = new TextEncoder().encode(`${text}\0`);
    const at = malloc(bytes.length);
    new Uint8Array(memory.buffer).set(bytes, at);
    return at;
  };

  return (dot, form) => {
    const given = [put(dot), put(form), put("dot"), malloc(4)];
    const drawn = graphviz_render(...given);
    const length = view().getUint32(given[3], true);
    const text = drawn ? new TextDecoder().decode(new Uint8Array(memory.buffer, drawn, length)) : undefined;
    for (const at of drawn ? [...given, drawn] : given) graphviz_free(at);
    return text;
  };
};
