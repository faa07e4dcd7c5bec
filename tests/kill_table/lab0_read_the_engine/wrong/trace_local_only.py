# Only the number on the arrow.
# loses: trace_by_hand
# hint: lab0_local_only

# %% trace_by_hand
hand_gradients = {'graph 1': {'a': (3, -2), 'b': (-2, 3), 'c': (4, 1), 'd': (-6, 1), 'L': (-2, 1)}, 'graph 2': {'a': (2, 8), 'b': (5, 1), 'd': (7, 2), 'L': (14, 1)}, 'graph 3': {'x': (2, 4), 'u': (6, 10), 'v': (8, 6), 'w': (48, 1), 'L': (54, 1)}}
