package org.lgsc.data.synthetic;

import java.util.Locale;
import java.util.SplittableRandom;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.recapture.FaceLayout;

/**
 * Portraits of invented subjects drawn by code: a shaded relief of a head with skin, hair, eyes and
 * clothes under changing light, pose and expression. They need no files and no consent, and have
 * the fine natural texture from which print and replay artefacts must be distinguished. They do not
 * replace photographs for a detector of real faces.
 *
 * <p>Immutable and safe to use from several threads; the same seed gives the same pictures.
 */
public final class SyntheticFaces {
    /** Smallest side of a picture in pixels. */
    public static final int MIN_SIZE = 32;

    private final long seed;

    private SyntheticFaces(long seed) {
        this.seed = seed;
    }

    /**
     * @param seed not zero; another seed gives other subjects
     */
    public static SyntheticFaces of(long seed) {
        if (seed == 0) {
            throw new IllegalArgumentException("the seed of synthetic faces must not be 0");
        }
        return new SyntheticFaces(seed);
    }

    /**
     * Returns the subject with this number; subjects of different numbers differ.
     *
     * @param index from 0
     */
    public SyntheticSubject subject(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("a subject's index must not be negative: " + index);
        }
        String id = String.format(Locale.ROOT, "synthetic-%04d", index);
        return SyntheticSubject.random(
                id, new SplittableRandom(seed ^ 0x632be59bd9b4e019L * (index + 1L)).nextLong());
    }

    /**
     * Draws a square portrait without any trace of a camera: no noise, no lens, no compression.
     *
     * @param size side in pixels, at least {@value #MIN_SIZE}
     */
    public RgbImage render(SyntheticSubject subject, CaptureConditions conditions, int size) {
        if (size < MIN_SIZE) {
            throw new IllegalArgumentException(
                    "a synthetic face needs at least " + MIN_SIZE + " pixels, got " + size);
        }
        return new FaceRenderer(subject, conditions, size).render().toRgbImage();
    }

    /** Returns the position of eyes and mouth in {@link #render}'s picture. */
    public FaceLayout layout(SyntheticSubject subject, CaptureConditions conditions) {
        return new HeadModel(subject, conditions).layout();
    }
}
