# Floats instead of ints.

# %% predict
predictions = {
    "a + b": dict(value=-1.0, a=1.0, b=1.0),
    "a * b": dict(value=-6.0, a=-3.0, b=2.0),
    "a * a": dict(value=4.0, a=4.0, b=0.0),
    "a * b + a": dict(value=-4.0, a=-2.0, b=2.0),
    "(a + b) * a": dict(value=-2.0, a=1.0, b=2.0),
    "(a * b).relu() + a": dict(value=2.0, a=1.0, b=0.0),
}
