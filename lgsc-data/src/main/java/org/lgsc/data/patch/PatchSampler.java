package org.lgsc.data.patch;

import java.util.random.RandomGenerator;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.image.RgbImage;

/**
 * Takes the training patch of a face at its working size ({@link
 * org.lgsc.core.geometry.FaceGeometry#atWorkingSize}). Immutable and thread-safe.
 */
public final class PatchSampler {
    private enum Mode {
        NATIVE,
        CLIPPED,
        WHOLE
    }

    private final Mode mode;
    private final int size;

    private PatchSampler(Mode mode, int size) {
        if (size < 1) {
            throw new IllegalArgumentException("patch size must be at least 1, was " + size);
        }
        this.mode = mode;
        this.size = size;
    }

    /**
     * Takes a random patch without scaling it (paper, section 4.4): its centre is uniform in 0.3 to
     * 0.8 of the width and 0.2 to 0.7 of the height (published code, RandomPatch), and a patch that
     * would leave the face is shifted inside. A face that augmentation has made smaller than the
     * patch is enlarged first.
     *
     * @param size side of the patch in pixels
     */
    public static PatchSampler randomNative(int size) {
        return new PatchSampler(Mode.NATIVE, size);
    }

    /**
     * Works as {@link #randomNative}, but a patch that would leave the face is clipped at its edge
     * and the rest stretched to full size (published code, RandomPatch), so that patches at the
     * edge are scaled.
     *
     * @param size side of the patch in pixels
     */
    public static PatchSampler randomClipped(int size) {
        return new PatchSampler(Mode.CLIPPED, size);
    }

    /**
     * Resizes the whole face, bilinear (paper, table 5).
     *
     * @param size side of the result in pixels
     */
    public static PatchSampler wholeResized(int size) {
        return new PatchSampler(Mode.WHOLE, size);
    }

    /** Returns a sampler that takes patches of another size in the same way. */
    public PatchSampler withSize(int pixels) {
        return pixels == size ? this : new PatchSampler(mode, pixels);
    }

    /** Side of the patches in pixels. */
    public int size() {
        return size;
    }

    /**
     * Top left corner of a patch.
     *
     * @param x pixels from the left
     * @param y pixels from the top
     */
    public record Place(int x, int y) {}

    /**
     * Returns whether a patch of such a face is an unscaled rectangle of it at a {@link #place}.
     *
     * @param width of the face
     * @param height of the face
     */
    public boolean cutsDirectly(int width, int height) {
        return mode == Mode.NATIVE && width >= size && height >= size;
    }

    /**
     * Draws the place of the next patch, if {@link #cutsDirectly} holds.
     *
     * @param width of the face
     * @param height of the face
     */
    public Place place(int width, int height, RandomGenerator random) {
        Place wanted = wanted(width, height, random);
        return new Place(
                Math.max(0, Math.min(width - size, wanted.x())),
                Math.max(0, Math.min(height - size, wanted.y())));
    }

    private Place wanted(int width, int height, RandomGenerator random) {
        int left = (int) (random.nextDouble(0.3, 0.8) * width) - size / 2;
        int top = (int) (random.nextDouble(0.2, 0.7) * height) - size / 2;
        return new Place(left, top);
    }

    /**
     * Takes one patch.
     *
     * @return {@code size x size} pixels
     */
    public RgbImage sample(RgbImage face, RandomGenerator random) {
        if (mode == Mode.WHOLE) {
            return ImageScaler.resize(face, size, size, Interpolation.BILINEAR);
        }
        if (mode == Mode.NATIVE) {
            RgbImage image = ImageScaler.enlargeToAtLeast(face, size);
            Place place = place(image.width(), image.height(), random);
            return image.crop(place.x(), place.y(), size, size);
        }
        Place wanted = wanted(face.width(), face.height(), random);
        int x = Math.max(0, wanted.x());
        int y = Math.max(0, wanted.y());
        RgbImage clipped =
                face.crop(
                        x,
                        y,
                        Math.max(1, Math.min(face.width(), wanted.x() + size) - x),
                        Math.max(1, Math.min(face.height(), wanted.y() + size) - y));
        return ImageScaler.resize(clipped, size, size, Interpolation.BILINEAR);
    }
}
