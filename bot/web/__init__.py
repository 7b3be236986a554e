"""The pages and the server behind them."""
