# Nothing filled in.
# loses: trace_by_hand

# %% trace_by_hand
hand_gradients = {'graph 1': {'a': (None, None), 'b': (None, None), 'c': (None, None), 'd': (None, None), 'L': (None, None)}, 'graph 2': {'a': (None, None), 'b': (None, None), 'd': (None, None), 'L': (None, None)}, 'graph 3': {'x': (None, None), 'u': (None, None), 'v': (None, None), 'w': (None, None), 'L': (None, None)}}
