package org.lgsc.data.dataset;

import org.lgsc.core.image.RgbImage;

/** Where the picture of a sample comes from: a file, a frame, memory or a drawing. */
@FunctionalInterface
public interface ImageSource {
    /**
     * Reads the picture; every call gives the same one. Safe to call from several threads.
     *
     * @throws org.lgsc.core.LgscException when it cannot be read, naming the file
     */
    RgbImage load();
}
