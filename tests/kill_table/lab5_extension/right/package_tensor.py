# The package's own Tensor passes as well.

# %% tensor_ops
from micrograd_edu.tensor import Tensor
