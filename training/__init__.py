"""Training of what ships with the package. Needs scikit-learn, which the package itself does not."""
