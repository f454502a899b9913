PRIMITIVES = ["none", "skip_connect", "conv_3x3"]
