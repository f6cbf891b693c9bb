"""What an editor shows and offers, as pure functions of a text, an offset in it and settings.

Offsets count the characters of the text. `ircompile.serving` turns them into positions of the protocol.
"""
