"""Field reviews: frameworks, instruments, evidence, the pooled board and findings."""
