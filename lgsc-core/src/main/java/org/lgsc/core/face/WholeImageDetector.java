package org.lgsc.core.face;

import java.util.List;
import org.lgsc.core.image.RgbImage;

/** Returns the whole picture as the face, for pictures that are face crops already. */
public final class WholeImageDetector implements FaceDetector {
    /** Always returns one box of the picture's size with confidence 1. */
    @Override
    public List<FaceBox> detect(RgbImage image) {
        return List.of(new FaceBox(0, 0, image.width(), image.height(), 1));
    }

    @Override
    public String name() {
        return "whole-image";
    }
}
