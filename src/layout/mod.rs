//! Fishbone to placed labels and strokes on a character grid; used by the screen and by the export.
