package org.lgsc.data.synthetic;

import java.lang.ref.SoftReference;
import java.util.function.Supplier;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.internal.recapture.FaceLayout;
import org.lgsc.data.internal.recapture.RecaptureSimulator;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.recapture.PaiSpecies;

/** A living face before any camera. It is kept while memory suffices: several shots share it. */
final class Photograph {
    private final Supplier<RgbImage> source;
    private final FaceLayout layout;
    private SoftReference<RgbImage> kept = new SoftReference<>(null);

    Photograph(Supplier<RgbImage> source, FaceLayout layout) {
        this.source = source;
        this.layout = layout;
    }

    private synchronized RgbImage image() {
        RgbImage image = kept.get();
        if (image == null) {
            image = source.get();
            kept = new SoftReference<>(image);
        }
        return image;
    }

    ImageSource live(CameraKind camera, long seed) {
        return () -> RecaptureSimulator.of(camera).live(image(), seed);
    }

    ImageSource attack(CameraKind camera, PaiSpecies species, double severity, long seed) {
        return () -> {
            RgbImage photo = image();
            return RecaptureSimulator.of(camera)
                    .attack(photo, species, severity, layout, photo, seed);
        };
    }
}
