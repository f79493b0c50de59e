"""Generated artwork: the palette, plates (drawings of pages), portraits and share images."""
