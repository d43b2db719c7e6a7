"""Driver diagrams: the rules of the graph, its steps with undo, the editor and the picture."""
