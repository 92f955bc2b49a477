package org.lgsc.core.geometry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.image.RgbImage;

/**
 * How a photograph becomes what the network sees: who finds the face, how it is cut out, the size
 * that it is brought to, and what of it is scored. It stands in the model file, and everything that
 * turns a picture into network input goes through it: trainer, scorer, detector and export.
 *
 * @param detector whose boxes faces are cut out by
 * @param crop how much around a box is cut out
 * @param working the size that a crop is brought to
 * @param patchSize side of the network's training patch in pixels, a multiple of 32
 * @param test what is scored
 */
public record FaceGeometry(
        DetectorId detector, FaceCrop crop, WorkingSize working, int patchSize, TestPolicy test) {
    private static final int STRIDE = 32;

    /** Checks that a patch fits into the working size. */
    public FaceGeometry {
        Objects.requireNonNull(detector, "detector");
        Objects.requireNonNull(crop, "crop");
        Objects.requireNonNull(working, "working");
        Objects.requireNonNull(test, "test");
        if (patchSize < 1 || patchSize > WorkingSize.LARGEST) {
            throw new IllegalArgumentException(
                    "patch size must be 1 to " + WorkingSize.LARGEST + ", was " + patchSize);
        }
        if (working.side() < patchSize) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "patches of %d pixels do not fit a working size of %s",
                            patchSize,
                            working));
        }
    }

    /**
     * What training starts from: OpenCV's cascade, the usual crop, a working size of some 8/7 of
     * the patch (256 pixels for patches of 224), scored in one pass.
     *
     * @param patchSize a multiple of 32
     */
    public static FaceGeometry standard(int patchSize) {
        int side = (patchSize * 8 / 7 + STRIDE - 1) / STRIDE * STRIDE;
        return new FaceGeometry(
                DetectorId.HAAR,
                FaceCrop.DEFAULT,
                WorkingSize.of(Math.min(WorkingSize.LARGEST, side)),
                patchSize,
                TestPolicy.FULL);
    }

    /**
     * The geometry of a model that was written before geometries were: no working size, and an
     * unknown detector.
     */
    public static FaceGeometry unrecorded(FaceCrop crop, int patchSize, TestPolicy test) {
        return new FaceGeometry(DetectorId.UNKNOWN, crop, WorkingSize.NATIVE, patchSize, test);
    }

    /** The same for faces that another detector finds. */
    public FaceGeometry withDetector(DetectorId other) {
        return new FaceGeometry(other, crop, working, patchSize, test);
    }

    /** The same with crops brought to another size. */
    public FaceGeometry withWorking(WorkingSize other) {
        return new FaceGeometry(detector, crop, other, patchSize, test);
    }

    /** The same with faces scored in another way. */
    public FaceGeometry withTest(TestPolicy other) {
        return new FaceGeometry(detector, crop, working, patchSize, other);
    }

    /** Whether it was written down in full when the model was made. */
    @JsonIgnore
    public boolean isRecorded() {
        return !detector.isUnknown();
    }

    /**
     * Side of the square that the network is given for a square crop: what {@link #view} makes of
     * crops that are brought to the working size; the patch's side otherwise.
     */
    @JsonIgnore
    public int scoredSide() {
        return test.mode() == TestPolicy.Mode.FULL && working.enlarges()
                ? working.side()
                : patchSize;
    }

    /**
     * Side of a crop from which on more pixels hardly change what the network sees: half as much
     * again as the working size, so that what is left is still a mean over areas. Of a photograph's
     * 255 levels a pixel differs by 1 in the mean then.
     */
    @JsonIgnore
    public int enoughPixels() {
        return working.isNative() ? Integer.MAX_VALUE : 3 * working.side() / 2;
    }

    /**
     * Side of a crop that need not be larger: twice the working size, so that each pixel of working
     * size is the mean of whole ones of it.
     */
    @JsonIgnore
    public int mostPixels() {
        return working.isNative() ? Integer.MAX_VALUE : 2 * working.side();
    }

    /**
     * What someone must do who has the network without this library, sentence by sentence: from a
     * photograph to the same score.
     */
    public List<String> steps() {
        return FaceSteps.of(this);
    }

    /**
     * A face crop at working size: what training patches are taken from.
     *
     * @return at least as large as a patch
     * @throws LgscException when the crop is too small to be judged, or no face crop
     */
    public RgbImage atWorkingSize(RgbImage crop) {
        WorkingSize.Size size = working.of(crop.width(), crop.height(), patchSize);
        return ImageScaler.fit(crop, size.width(), size.height());
    }

    /**
     * A face crop as it is scored.
     *
     * @throws LgscException when the crop is too small to be judged, no face crop, or, with {@link
     *     TestPolicy.Mode#GRID}, has fewer distinct places than the grid has patches
     */
    public FaceView view(RgbImage crop) {
        return switch (test.mode()) {
            case FULL -> full(crop);
            case WHOLE -> whole(crop);
            case PATCHES -> {
                RgbImage at = atWorkingSize(crop);
                yield parts(at, PatchGrid.covering(at.width(), at.height(), patchSize));
            }
            case GRID -> {
                RgbImage at = atWorkingSize(crop);
                yield parts(at, PatchGrid.of(at.width(), at.height(), patchSize, test.count()));
            }
            case CENTRE -> {
                RgbImage at = atWorkingSize(crop);
                yield parts(at, PatchGrid.of(at.width(), at.height(), patchSize, 1));
            }
        };
    }

    /**
     * A face crop in one piece, to be drawn with its cue map: as {@link #view} where that is one
     * picture, else at working size with sides of the nearest multiples of 32.
     */
    public RgbImage picture(RgbImage crop) {
        return (test.mode() == TestPolicy.Mode.WHOLE ? whole(crop) : full(crop))
                .parts()
                .get(0)
                .image();
    }

    private FaceView full(RgbImage crop) {
        WorkingSize.Size size = working.of(crop.width(), crop.height(), patchSize);
        // a native crop may be larger than the network takes at once
        double longer = Math.max(size.width(), size.height());
        double scale = Math.min(1, WorkingSize.LARGEST / longer);
        return one(
                ImageScaler.fit(
                        crop, multiple(size.width() * scale), multiple(size.height() * scale)));
    }

    private FaceView whole(RgbImage crop) {
        working.of(crop.width(), crop.height(), 1); // refuses what is no face crop
        return one(
                working.isNative() // as the published code resizes
                        ? ImageScaler.resize(crop, patchSize, patchSize, Interpolation.BILINEAR)
                        : ImageScaler.fit(crop, patchSize, patchSize));
    }

    private static int multiple(double length) {
        return Math.max(STRIDE, (int) Math.round(length / STRIDE) * STRIDE);
    }

    private static FaceView one(RgbImage image) {
        return new FaceView(image.width(), image.height(), List.of(new FaceView.Part(0, 0, image)));
    }

    private FaceView parts(RgbImage image, PatchGrid grid) {
        List<FaceView.Part> parts = new ArrayList<>();
        for (PatchGrid.Position p : grid.positions()) {
            parts.add(
                    new FaceView.Part(
                            p.x(), p.y(), image.crop(p.x(), p.y(), patchSize, patchSize)));
        }
        return new FaceView(image.width(), image.height(), parts);
    }

    /** In words, for reports. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "detector %s, crop %s x the box, working size %s, patch %d, test %s",
                detector,
                crop.enlargement(),
                working,
                patchSize,
                test);
    }
}
