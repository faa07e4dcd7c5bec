print('\x1b]8;;javascript:{js}\x1b\\click\x1b]8;;\x1b\\ \x1b[2J\x1b[31mred \x9b31m \u202egnp.exe <img src=x onerror="{js}">')
