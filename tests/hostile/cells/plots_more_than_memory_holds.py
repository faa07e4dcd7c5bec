# what: leaves a figure whose picture would take hundreds of gigabytes to be shown at the end of the cell
import matplotlib.pyplot as plt

plt.rcParams["savefig.dpi"] = plt.rcParams["figure.dpi"] = 5_000
plt.figure(figsize=(60, 60)).add_subplot().plot([1, 2])
