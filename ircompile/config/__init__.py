"""Settings, and the configuration files that contain them."""
