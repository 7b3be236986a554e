"""The sections of config.toml as checked values. `bot.config` is the way in."""
