"""The learned models: open an artefact, check its sum, run it.  The only room that knows onnxruntime."""
