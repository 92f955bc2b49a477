package org.lgsc.data.synthetic;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.internal.recapture.FaceLayout;

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
     * Draws a frontal, evenly lit portrait before a plain wall, without any trace of a camera: no
     * noise, no lens, no compression.
     *
     * @param subject number of the subject, from 0; other numbers are other subjects
     * @param size side of the square picture in pixels, at least {@value #MIN_SIZE}
     */
    public RgbImage portrait(int subject, int size) {
        return render(subject(subject), CaptureConditions.frontal(), size);
    }

    /**
     * Draws a portrait as {@link #portrait(int, int)}, under random light, pose and expression
     * before a random background.
     *
     * @param random draws the conditions; equal states give equal pictures
     */
    public RgbImage portrait(int subject, int size, RandomGenerator random) {
        return render(subject(subject), CaptureConditions.random(random), size);
    }

    /** The subject with this number, from 0. */
    SyntheticSubject subject(int index) {
        if (index < 0) {
            throw new IllegalArgumentException("a subject's index must not be negative: " + index);
        }
        String id = RootFormat.of("synthetic-%04d", index);
        return SyntheticSubject.random(
                id, new SplittableRandom(seed ^ 0x632be59bd9b4e019L * (index + 1L)).nextLong());
    }

    /** Draws a square portrait of at least {@value #MIN_SIZE} pixels a side. */
    RgbImage render(SyntheticSubject subject, CaptureConditions conditions, int size) {
        if (size < MIN_SIZE) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "a synthetic face needs at least %s pixels, got %s", MIN_SIZE, size));
        }
        return new FaceRenderer(subject, conditions, size).render().toRgbImage();
    }

    /** The position of eyes and mouth in {@link #render}'s picture. */
    FaceLayout layout(SyntheticSubject subject, CaptureConditions conditions) {
        return new HeadModel(subject, conditions).layout();
    }
}
