//! One file per exchange format of a fishbone, in and out, and the FORMATS table that lists them.
