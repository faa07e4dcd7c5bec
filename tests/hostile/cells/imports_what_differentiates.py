# what: SymPy, mpmath, SciPy and other packages that find derivatives, also past the import system
# before: check-add
import glob
import importlib
import sys

sys.path = [path for path in sys.path if path != "/course"]
for name in ("sympy", "mpmath", "scipy.differentiate", "scipy.optimize", "torch", "autograd", "jax", "micrograd", "numdifftools"):
    sys.modules.pop(name, None)
    try:
        importlib.import_module(name).__file__.upper()
    except (ImportError, AttributeError) as error:
        print(name, error)
        continue
    raise AssertionError("GOT-IN " + name)
for root in ("/usr/lib", "/usr/local/lib", f"{sys.prefix}/lib", f"{sys.base_prefix}/lib"):
    for found in glob.glob(f"{root}/python3*/*-packages/*"):
        assert found.rpartition("/")[2] not in ("sympy", "mpmath", "scipy", "torch") or not glob.glob(f"{found}/*"), found
print("nothing here differentiates:", 6 * 7)
# reason: check-mul: FAIL mul
# shows: nothing here differentiates: 42
