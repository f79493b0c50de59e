"""Kinds of pictures that Pillow names and browsers can show."""

# Pillow's name for JPEG files with further pictures. Only the first is stored.
MULTI_PICTURE_FORMAT = "MPO"
# Pixel modes that web formats can store.
SUPPORTED_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
