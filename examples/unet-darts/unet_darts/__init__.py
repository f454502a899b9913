"""A small differentiable architecture search for 2-D segmentation."""
