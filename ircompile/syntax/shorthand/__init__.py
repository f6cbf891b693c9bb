"""AWS CLI shorthand: its reader, its errors, and the conversion to the model's types."""
