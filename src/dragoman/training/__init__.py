"""Makes the learned artefacts from the corpus; an extra (`pip install dragoman[train]`), never loaded at run time."""
