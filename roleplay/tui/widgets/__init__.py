"""One widget a file, each with its styles beside it. Widgets send typed messages and know no store."""
