"""Generated artwork: choices of look, plates (drawings of articles) and share images."""
