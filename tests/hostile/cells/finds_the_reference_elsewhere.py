# what: looks for the engine behind the stand-ins: in other folders, import hooks, installed copies
# before: check-add
import sys

for finder in sys.meta_path:
    for name in ("micrograd_edu.engine", "micrograd_edu.tensor", "micrograd.engine"):
        try:
            spec = finder.find_spec(name, None)
            print(name, spec and spec.origin)
        except Exception as error:
            print(error)
sys.path = [path for path in sys.path if path != "/course"]
for name in [name for name in sys.modules if name.startswith("micrograd_edu")]:
    del sys.modules[name]
# reason: check-mul: FAIL mul
