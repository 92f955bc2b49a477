package org.lgsc.core.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.network.NetworkOptions;

/**
 * Which square patches of a face are scored at test time; the score of the face is their mean.
 *
 * @param mode how patches are taken
 * @param size side of a patch in pixels, at least 1; the network wants a multiple of 32
 * @param count patches per face K; 1 unless the mode is {@link Mode#NATIVE_PATCHES}
 */
public record PatchPolicy(Mode mode, int size, int count) {

    /** How patches are taken. */
    public enum Mode {
        /** K patches on a regular grid at native resolution (paper, implementation details). */
        NATIVE_PATCHES,
        /** The whole face resized to one patch, bilinear (paper, table 5, "resized"). */
        WHOLE_RESIZED,
        /** One patch at native resolution from the centre. */
        CENTRE_PATCH
    }

    /** Checks the sizes. */
    public PatchPolicy {
        Objects.requireNonNull(mode, "mode");
        if (size < 1 || count < 1) {
            throw new IllegalArgumentException(
                    "patch size and count must be at least 1, were " + size + " and " + count);
        }
        if (mode != Mode.NATIVE_PATCHES && count != 1) {
            throw new IllegalArgumentException(mode + " takes one patch, not " + count);
        }
    }

    /**
     * Whether a network can score the patches of a face at once: their side is at most {@link
     * NetworkOptions#LARGEST_SIDE}, and they have at most {@link NetworkOptions#MOST_PIXELS}
     * together.
     */
    public boolean withinLimits() {
        return size <= NetworkOptions.LARGEST_SIDE
                && (long) size * size * count <= NetworkOptions.MOST_PIXELS;
    }

    /** K patches on a regular grid at native resolution. */
    public static PatchPolicy nativePatches(int size, int count) {
        return new PatchPolicy(Mode.NATIVE_PATCHES, size, count);
    }

    /** The whole face resized. */
    public static PatchPolicy wholeResized(int size) {
        return new PatchPolicy(Mode.WHOLE_RESIZED, size, 1);
    }

    /** One patch from the centre. */
    public static PatchPolicy centrePatch(int size) {
        return new PatchPolicy(Mode.CENTRE_PATCH, size, 1);
    }

    /**
     * Cuts the patches out of a face. A face with a side shorter than the patch is first enlarged
     * (bilinear, proportions kept) until the patch just fits; it then no longer has its native
     * resolution, so give faces of at least the patch size where the camera allows.
     *
     * @return {@link #count} pictures of {@code size x size} pixels, row by row from the top left
     * @throws LgscException when the face has fewer distinct patch positions than {@code count}
     */
    public List<RgbImage> patches(RgbImage face) {
        if (mode == Mode.WHOLE_RESIZED) {
            return List.of(ImageScaler.resize(face, size, size, Interpolation.BILINEAR));
        }
        RgbImage source = ImageScaler.enlargeToAtLeast(face, size);
        List<RgbImage> patches = new ArrayList<>(count);
        for (PatchGrid.Position p : grid(source.width(), source.height()).positions()) {
            patches.add(source.crop(p.x(), p.y(), size, size));
        }
        return patches;
    }

    /**
     * Where {@link #patches} lie in a face that is at least as large as a patch (a smaller one is
     * enlarged first), or in the resized face.
     *
     * @throws LgscException when the face has fewer distinct patch positions than {@code count}
     */
    public PatchGrid grid(int width, int height) {
        return mode == Mode.WHOLE_RESIZED
                ? new PatchGrid(List.of(new PatchGrid.Position(0, 0)))
                : PatchGrid.of(width, height, size, count);
    }
}
